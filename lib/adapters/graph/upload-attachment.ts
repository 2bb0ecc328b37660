import { z } from 'zod'
import type { ArchivedAttachment } from '#lib/domain/archived-message.ts'
import { sizeOfContent } from '#lib/domain/attachment-content.ts'
import type { MailboxWriter } from '#lib/sync/ports/mailbox-writer.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRequestError } from './graph-errors.ts'
import { readInPieces } from './read-content.ts'
import type { UploadClient, UploadProgress } from './upload-client.ts'

export type UploadPorts = {
  graph: GraphClient
  uploads: UploadClient
  sessions: OpenUploads
  /** Bounds the pieces that are in memory at a time. */
  oneOfFew<T>(work: () => Promise<T>): Promise<T>
  wait(timeMs: number): Promise<void>
  /** See {@link MailboxWriter.complete}. */
  beforeSend(): Promise<void>
}

/** The message that an attachment is for. */
export type UploadTarget = { mailboxObjectId: string; attachmentsPath: string }

/** Each below 4 MB, as Outlook wants it; ten times 320 KiB, which other hosts of Microsoft's want. */
const PIECE_BYTES = 3_276_800
/** Answers that may be lost over one attachment before it waits for its mailbox's next turn. */
const MOST_LOST_ANSWERS = 4
const PAUSE_AFTER_LOSS_MS = 500

/**
 * Sends an attachment of 3 MB and more, piece by piece in their order. After a lost answer the host is asked what it
 * has. What stops half-way goes on with the same session at the next call.
 *
 * @returns `gone` when the session has ended without saying how: the attachment may be there.
 * @throws {GraphRequestError}
 */
export async function uploadAttachment(
  ports: UploadPorts,
  target: UploadTarget,
  file: ArchivedAttachment,
  position: number,
): Promise<'done' | 'gone'> {
  const { mailboxObjectId, attachmentsPath } = target
  const sizeBytes = sizeOfContent(file.content)
  const key = `${attachmentsPath} ${position} ${sizeBytes} ${file.fileName}`
  const known = ports.sessions.find(key)
  const url = known ?? (await openSession(ports.graph, attachmentsPath, file))
  if (!known) ports.sessions.keep(key, url)
  let firstAsk: Promise<UploadProgress> | null = known ? ports.uploads.progress(mailboxObjectId, url) : null
  for (let lost = 0; ; lost += 1) {
    try {
      const from: UploadProgress = firstAsk ? await firstAsk : { isDone: false, nextByte: 0 }
      if (!from.isDone) await sendFrom(ports, mailboxObjectId, url, file, from.nextByte)
      ports.sessions.forget(key)
      return 'done'
    } catch (error) {
      if (!(error instanceof GraphRequestError)) throw error
      if (error.code === 'graph_not_found') {
        ports.sessions.forget(key)
        return 'gone'
      }
      const isWorthAsking = error.code === 'graph_unavailable' || error.graphCode === 'InvalidContentRange'
      if (!isWorthAsking || lost >= MOST_LOST_ANSWERS) {
        if (error.code === 'graph_refused') ports.sessions.forget(key)
        throw error
      }
      await ports.wait(PAUSE_AFTER_LOSS_MS * 2 ** lost)
      firstAsk = ports.uploads.progress(mailboxObjectId, url)
    }
  }
}

async function sendFrom(
  ports: UploadPorts,
  mailboxObjectId: string,
  url: string,
  file: ArchivedAttachment,
  firstByte: number,
): Promise<void> {
  const sizeBytes = sizeOfContent(file.content)
  let position = firstByte
  for await (const piece of readInPieces(file.content, firstByte, PIECE_BYTES)) {
    await ports.beforeSend()
    const progress = await ports.uploads.put(mailboxObjectId, url, piece, position, sizeBytes)
    if (progress.isDone) return
    position += piece.length
    // It took less than it was sent: begin again from there.
    if (progress.nextByte !== position)
      return sendFrom(ports, mailboxObjectId, url, file, checked(progress.nextByte, firstByte))
  }
  throw notFinished()
}

/** Each start again is further on than the last, so there is an end to them. */
function checked(nextByte: number, lastStart: number): number {
  if (nextByte <= lastStart) throw notFinished()
  return nextByte
}

function notFinished(): GraphRequestError {
  const detail = 'The upload of an attachment does not come to an end.'
  return new GraphRequestError({
    code: 'graph_unavailable',
    status: 200,
    graphCode: 'unreadable-answer',
    detail,
  })
}

const sessionSchema = z.object({ uploadUrl: z.url({ protocol: /^https$/ }) })

async function openSession(
  graph: GraphClient,
  attachmentsPath: string,
  file: ArchivedAttachment,
): Promise<string> {
  const item = {
    attachmentType: 'file',
    name: file.fileName,
    size: sizeOfContent(file.content),
    contentType: file.contentType,
    isInline: file.isInline && file.contentId !== null,
    ...(file.contentId !== null && { contentId: file.contentId }),
  }
  const json = JSON.stringify({ AttachmentItem: item })
  const answer = sessionSchema.safeParse(await graph.post(`${attachmentsPath}/createUploadSession`, json))
  if (answer.success) return answer.data.uploadUrl
  const detail = 'Microsoft Graph opened an upload session without saying where.'
  throw new GraphRequestError({
    code: 'graph_unavailable',
    status: 201,
    graphCode: 'unreadable-answer',
    detail,
  })
}

/** Uploads of this process that have begun, by what they are of. The addresses are secrets, and never leave memory. */
export class OpenUploads {
  readonly #urls = new Map<string, string>()

  find(key: string): string | undefined {
    return this.#urls.get(key)
  }

  keep(key: string, url: string): void {
    const oldest = this.#urls.keys().next().value
    if (this.#urls.size >= MOST_OPEN_UPLOADS && oldest !== undefined) this.#urls.delete(oldest)
    this.#urls.set(key, url)
  }

  forget(key: string): void {
    this.#urls.delete(key)
  }
}

const MOST_OPEN_UPLOADS = 200
