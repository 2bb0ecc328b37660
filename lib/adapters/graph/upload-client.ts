import { z } from 'zod'
import { answeredWith, noAnswer } from './graph-errors.ts'

export type UploadClientOptions = {
  /** From sending a piece to having read the answer. */
  requestTimeoutMs: number
  /** For tests. */
  fetch?: typeof fetch
}

/** What the host for uploads wants next, or that the attachment is there. */
export type UploadProgress = { isDone: true } | { isDone: false; nextByte: number }

/** `url` is authorized by itself: no token goes with it, and it stands in no log and in no error. */
export interface UploadClient {
  /** @throws {GraphRequestError} */
  put(
    mailboxObjectId: string,
    url: string,
    piece: Uint8Array<ArrayBuffer>,
    firstByte: number,
    sizeBytes: number,
  ): Promise<UploadProgress>
  /** @throws {GraphRequestError} 404 when the session has expired, or is done. */
  progress(mailboxObjectId: string, url: string): Promise<UploadProgress>
}

export function createUploadClient(options: UploadClientOptions): UploadClient {
  const send = options.fetch ?? fetch
  return {
    put(_mailbox, url, piece, firstByte, sizeBytes) {
      const range = `bytes ${firstByte}-${firstByte + piece.length - 1}/${sizeBytes}`
      const headers = { 'Content-Type': 'application/octet-stream', 'Content-Range': range }
      return ask(url, { method: 'PUT', headers, body: piece })
    },
    progress: (_mailbox, url) => ask(url, { method: 'GET' }),
  }

  async function ask(url: string, request: RequestInit): Promise<UploadProgress> {
    const signal = AbortSignal.timeout(options.requestTimeoutMs)
    let status: number
    let headers: Headers
    let text: string
    try {
      const answer = await send(url, { ...request, redirect: 'manual', signal })
      ;({ status, headers } = answer)
      text = (await answer.text()).slice(0, LONGEST_ANSWER)
    } catch (error) {
      throw noAnswer(signal.aborted ? 'timeout' : 'network', causeWithoutAddress(error))
    }
    if (status === 201) return { isDone: true }
    const progress = progressSchema.safeParse(parseJson(text))
    if (status === 200 && progress.success) return { isDone: false, nextByte: progress.data }
    throw answeredWith({ status, body: parseJson(text), header: (name) => headers.get(name) })
  }
}

/** Answers have some hundred characters. */
const LONGEST_ANSWER = 100_000

const ranges = z.array(z.string().regex(/^\d+(-\d*)?$/)).min(1)
/** The documentation writes `nextExpectedRanges`, Outlook's host capitalizes it. */
const progressSchema = z
  .object({ nextExpectedRanges: ranges.optional(), NextExpectedRanges: ranges.optional() })
  .transform((answer, context) => {
    const [first] = answer.nextExpectedRanges ?? answer.NextExpectedRanges ?? []
    if (first !== undefined) return Number.parseInt(first, 10)
    context.addIssue('no range')
    return z.NEVER
  })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The system's reason, such as ECONNRESET, without whatever else fetch has put into the error. */
function causeWithoutAddress(error: unknown): Error {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer'
  return new Error(code)
}
