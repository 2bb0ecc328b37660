import { type BatchPart, readBatchAnswers, toBatchBody, toBatchPart } from './batch-body.ts'
import { fillBatches, fullBatchParts, LARGEST_PART_BYTES } from './fill-batches.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRequestError, NotSentError } from './graph-errors.ts'
import type { Admission, MailboxGates } from './mailbox-gates.ts'
import { RequestQueues } from './request-queues.ts'

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
  mayBeSent: () => boolean
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
  readonly #queues: RequestQueues<Waiting>
  #isFlushing = false
  #timer: NodeJS.Timeout | null = null
  /** Requests to Graph that have no answer yet, a batch counted once. */
  #out = 0
  #answerMs = 0

  constructor(client: GraphClient, options: DispatcherOptions) {
    this.#client = client
    this.#options = options
    this.#queues = new RequestQueues(options.gates.placesEach)
  }

  get(path: string): Promise<unknown> {
    const part = this.#options.isBatching ? toBatchPart(path, null) : null
    return this.#enqueue(path, 0, part, () => this.#client.get(path))
  }

  post(path: string, json: string, mayBeSent?: () => boolean): Promise<unknown> {
    const sizeBytes = Buffer.byteLength(json)
    const goesAlone = !this.#options.isBatching || sizeBytes > LARGEST_PART_BYTES
    const part = goesAlone ? null : toBatchPart(path, { json, sizeBytes })
    return this.#enqueue(path, sizeBytes, part, () => this.#client.post(path, json, mayBeSent), mayBeSent)
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
    mayBeSent: () => boolean = ALWAYS,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const mailbox = mailboxOf(path)
      this.#queues.add({ mailbox, uploadBytes, part, sendAlone, mayBeSent, resolve, reject })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#isFlushing || this.#queues.ready === 0) return
    if (this.#mayGoNow()) {
      if (this.#timer) clearTimeout(this.#timer)
      this.#timer = null
      this.#isFlushing = true
      setImmediate(() => this.#flush())
    } else {
      this.#timer ??= setTimeout(() => this.#flush(), this.#longestWaitMs())
    }
  }

  /**
   * As in Nagle's rule for TCP, what fills a batch goes at once, and less than that while fewer requests are out than the
   * places of the mailboxes at work need in full batches. The next answer lets the rest go. Without the rule batches fall
   * apart and stay so: 2.5 parts each at ten mailboxes, four times the requests, and half of the speed (measured).
   */
  #mayGoNow(): boolean {
    const { isOneMailbox, places, ready } = this.#queues
    const fullParts = fullBatchParts(places)
    if (!this.#options.isBatching || isOneMailbox || ready >= fullParts) return true
    return this.#out < Math.ceil(places / fullParts)
  }

  /** An answer that does not come must not keep the others. */
  #longestWaitMs(): number {
    return Math.min(Math.ceil(this.#answerMs / 4), LONGEST_COLLECT_MS)
  }

  #flush(): void {
    this.#isFlushing = false
    this.#timer = null
    const nowMs = this.#options.nowMs()
    const { isOneMailbox, places, ready } = this.#queues
    const fullParts = fullBatchParts(places)
    // What is over waits to be part of the next batch: sent now, it would be a request of its own, often of one part.
    const whole = Math.floor(ready / fullParts) * fullParts
    const most = this.#options.isBatching && !isOneMailbox && whole > 0 ? whole : ready
    const taken = this.#queues.take((one) => this.#enters(one, nowMs), most)
    for (const together of fillBatches(taken, fullParts)) void this.#send(together, nowMs)
    this.#schedule()
  }

  #enters(one: Waiting, nowMs: number): boolean {
    if (!one.mayBeSent()) {
      one.reject(new NotSentError())
      return false
    }
    if (one.mailbox === null) return true
    const admission = this.#options.gates.enter(one.mailbox, one.uploadBytes, nowMs)
    if (admission !== 'entered') one.reject(heldBack(admission))
    return admission === 'entered'
  }

  async #send(together: Waiting[], startedMs: number): Promise<void> {
    this.#out += 1
    try {
      if (together.length > 1) await this.#sendBatch(together)
      else await Promise.all(together.map((one) => this.#sendAlone(one)))
    } finally {
      this.#out -= 1
      for (const { mailbox } of together) this.#queues.leave(mailbox)
      this.#answerMs += (this.#options.nowMs() - startedMs - this.#answerMs) / 8
      this.#schedule()
    }
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
      const mayBeSent = () => together.every((one) => one.mayBeSent())
      answer = await this.#client.post('/$batch', toBatchBody(parts), mayBeSent)
    } catch (error) {
      // Nothing of it was done: Graph refused the batch as such, or it was not sent. One by one its parts may be right.
      if (isUndone(error)) await Promise.all(together.map((one) => this.#sendAlone(one)))
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

const LONGEST_COLLECT_MS = 100
const ALWAYS = () => true
function isUndone(error: unknown): boolean {
  if (error instanceof NotSentError) return true
  return error instanceof GraphRequestError && REFUSED_AS_A_WHOLE.has(error.code)
}

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
