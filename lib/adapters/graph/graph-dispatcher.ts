import { type BatchPart, readBatchAnswers, toBatchBody, toBatchPart } from './batch-body.ts'
import { fillBatches, LARGEST_PART_BYTES } from './fill-batches.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRequestError } from './graph-errors.ts'
import type { Admission, MailboxGates } from './mailbox-gates.ts'

export type DispatcherOptions = {
  gates: MailboxGates
  isBatching: boolean
  nowMs: () => number
}

type Waiting = {
  /** Null: the directory, which has limits of another kind. */
  mailbox: string | null
  uploadBytes: number
  part: BatchPart | null
  sendAlone: () => Promise<unknown>
  resolve: (answer: unknown) => void
  reject: (error: unknown) => void
}

/**
 * Sends every request of this process as soon as its mailbox has a place for it, together with what else may go at the
 * same moment. Its callers each ask for one thing and get the answer to it.
 */
export class GraphDispatcher implements GraphClient {
  readonly #client: GraphClient
  readonly #options: DispatcherOptions
  #waiting: Waiting[] = []
  #scheduled: 'no' | 'soon' | 'now' = 'no'
  #timer: NodeJS.Timeout | null = null
  #mailboxesOut = new Map<string | null, number>()
  #answerMs = 0

  constructor(client: GraphClient, options: DispatcherOptions) {
    this.#client = client
    this.#options = options
  }

  get(path: string): Promise<unknown> {
    const part = this.#options.isBatching ? toBatchPart(path, null) : null
    return this.#enqueue(path, 0, part, () => this.#client.get(path))
  }

  post(path: string, json: string): Promise<unknown> {
    const sizeBytes = Buffer.byteLength(json)
    const goesAlone = !this.#options.isBatching || sizeBytes > LARGEST_PART_BYTES
    const part = goesAlone ? null : toBatchPart(path, { json, sizeBytes })
    return this.#enqueue(path, sizeBytes, part, () => this.#client.post(path, json))
  }

  /** A request to another host, which takes one of its mailbox's places all the same. */
  run<T>(mailboxObjectId: string, uploadBytes: number, send: () => Promise<T>): Promise<T> {
    return this.#enqueue(
      `/users/${encodeURIComponent(mailboxObjectId)}/`,
      uploadBytes,
      null,
      send,
    ) as Promise<T>
  }

  #enqueue(
    path: string,
    uploadBytes: number,
    part: BatchPart | null,
    sendAlone: () => Promise<unknown>,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ mailbox: mailboxOf(path), uploadBytes, part, sendAlone, resolve, reject })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#scheduled === 'now' || this.#waiting.length === 0) return
    const collectMs = this.#waiting.length >= ENOUGH_FOR_A_BATCH ? 0 : this.#collectMs()
    if (collectMs > 0) {
      if (this.#scheduled === 'soon') return
      this.#scheduled = 'soon'
      this.#timer = setTimeout(() => this.#flush(), collectMs)
      return
    }
    if (this.#timer) clearTimeout(this.#timer)
    this.#scheduled = 'now'
    setImmediate(() => this.#flush())
  }

  /**
   * With requests of others out, what comes next comes soon, and goes together: a twentieth of the time that an answer
   * takes is waited for it. Nobody else is there to wait for where one mailbox alone is at work.
   */
  #collectMs(): number {
    if (!this.#options.isBatching) return 0
    const first = this.#waiting[0]?.mailbox
    const isAlone =
      this.#waiting.every((one) => one.mailbox === first && first !== null) &&
      [...this.#mailboxesOut.keys()].every((mailbox) => mailbox === first)
    return isAlone ? 0 : Math.min(Math.floor(this.#answerMs / 20), LONGEST_COLLECT_MS)
  }

  #flush(): void {
    this.#scheduled = 'no'
    this.#timer = null
    const nowMs = this.#options.nowMs()
    const ready: Waiting[] = []
    const full: Waiting[] = []
    for (const one of this.#waiting) {
      const admission =
        one.mailbox === null ? 'entered' : this.#options.gates.enter(one.mailbox, one.uploadBytes, nowMs)
      if (admission === 'entered') ready.push(one)
      else if (admission === 'full') full.push(one)
      else one.reject(heldBack(admission))
    }
    this.#waiting = full
    for (const together of fillBatches(ready)) void this.#send(together, nowMs)
  }

  async #send(together: Waiting[], startedMs: number): Promise<void> {
    for (const { mailbox } of together)
      this.#mailboxesOut.set(mailbox, (this.#mailboxesOut.get(mailbox) ?? 0) + 1)
    try {
      if (together.length > 1) await this.#sendBatch(together)
      else await Promise.all(together.map((one) => this.#sendAlone(one)))
    } finally {
      for (const { mailbox } of together) this.#leave(mailbox)
      this.#answerMs += (this.#options.nowMs() - startedMs - this.#answerMs) / 8
      this.#schedule()
    }
  }

  #leave(mailbox: string | null): void {
    if (mailbox !== null) this.#options.gates.leave(mailbox)
    const out = (this.#mailboxesOut.get(mailbox) ?? 1) - 1
    if (out > 0) this.#mailboxesOut.set(mailbox, out)
    else this.#mailboxesOut.delete(mailbox)
  }

  async #sendAlone(one: Waiting): Promise<void> {
    try {
      one.resolve(await one.sendAlone())
    } catch (error) {
      this.#refuse(one, error)
    }
  }

  async #sendBatch(together: Waiting[]): Promise<void> {
    const parts = together.flatMap(({ part }) => (part ? [part] : []))
    let answer: unknown
    try {
      answer = await this.#client.post('/$batch', toBatchBody(parts))
    } catch (error) {
      // Graph refused the batch as such and did nothing of it; one by one its parts may be right.
      if (error instanceof GraphRequestError && REFUSED_AS_A_WHOLE.has(error.code))
        await Promise.all(together.map((one) => this.#sendAlone(one)))
      else for (const one of together) this.#refuse(one, error)
      return
    }
    const answers = readBatchAnswers(answer, together.length)
    together.forEach((one, index) => {
      const part = answers[index]
      if (part?.ok) one.resolve(part.body)
      else this.#refuse(one, part?.error)
    })
  }

  #refuse(one: Waiting, error: unknown): void {
    const retryAfterMs = error instanceof GraphRequestError ? error.retryAfterMs : null
    const nowMs = this.#options.nowMs()
    if (one.mailbox !== null && retryAfterMs !== null)
      this.#options.gates.hold(one.mailbox, nowMs + retryAfterMs, nowMs)
    one.reject(error)
  }
}

const ENOUGH_FOR_A_BATCH = 20
const LONGEST_COLLECT_MS = 20
const REFUSED_AS_A_WHOLE: ReadonlySet<string> = new Set(['graph_refused', 'graph_not_found'])

/** The mailbox that a path is in. A search for users is in none. */
function mailboxOf(path: string): string | null {
  const id = /^\/users\/([^/?]+)/.exec(path)?.[1]
  return id === undefined ? null : decodeURIComponent(id).toLowerCase()
}

function heldBack({ waitMs, because }: Exclude<Admission, string>): GraphRequestError {
  const detail =
    because === 'asked-to-wait'
      ? 'Microsoft Graph asked for a pause of this mailbox.'
      : 'What Exchange Online takes for one mailbox in some minutes has been sent.'
  const retryAfterMs = Math.ceil(waitMs)
  return new GraphRequestError({
    code: 'graph_throttled',
    status: 429,
    graphCode: because,
    detail,
    retryAfterMs,
  })
}
