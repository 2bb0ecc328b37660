import { z } from 'zod'
import { answeredWith, noAnswerBecause } from './graph-errors.ts'
import { createHttpSend, type HttpAnswer, type HttpRequest, type HttpSend } from './http-send.ts'

export type UploadClientOptions = {
  /** From sending a piece to having read the answer. */
  requestTimeoutMs: number
  /** For tests. */
  send?: HttpSend
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
  const send = options.send ?? createHttpSend(options.requestTimeoutMs)
  return {
    put(_mailbox, url, piece, firstByte, sizeBytes) {
      const range = `bytes ${firstByte}-${firstByte + piece.length - 1}/${sizeBytes}`
      const headers = { 'Content-Type': 'application/octet-stream', 'Content-Range': range }
      return ask(url, { method: 'PUT', headers, body: piece })
    },
    progress: (_mailbox, url) => ask(url, { method: 'GET', headers: {}, body: null }),
  }

  async function ask(url: string, request: HttpRequest): Promise<UploadProgress> {
    let answer: HttpAnswer
    try {
      answer = await send(url, request)
    } catch (error) {
      throw noAnswerBecause(error)
    }
    const { status, header, text } = answer
    if (status === 201) return { isDone: true }
    const body = parseJson(text)
    const progress = progressSchema.safeParse(body)
    if (status === 200 && progress.success) return { isDone: false, nextByte: progress.data }
    throw answeredWith({ status, body, header })
  }
}

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
