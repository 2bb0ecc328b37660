import type { GraphContext, GraphRequest, GraphResponse } from '../graph-exchange.ts'
import { toGraphInstant } from '../graph-instant.ts'
import { GraphRefusal } from '../graph-refusal.ts'
import { refuseAttachment } from '../messages/add-attachment.ts'
import { resolveMessage } from '../messages/resolve-message.ts'
import { toOpaqueId } from '../opaque-id.ts'
import { attachmentPath } from './upload-path.ts'
import type { UploadSession } from './upload-sessions.ts'

/** Each PUT must stay below 4 MB; decimal, which is the stricter reading. */
const MAX_CHUNK_BYTES = 4_000_000

/** PUT uploadUrl: the next bytes of a file. 200 with what is expected next, and 201 with a Location after the last. */
export function answerChunk(
  context: GraphContext,
  session: UploadSession,
  request: GraphRequest,
): GraphResponse {
  const { body, headers } = request
  const type = String(headers['content-type'] ?? '')
  if (!/^application\/octet-stream\s*(;|$)/i.test(type)) {
    throw new GraphRefusal(415, 'UnsupportedMediaType', `A chunk is application/octet-stream, not '${type}'.`)
  }
  const range = readRange(headers['content-range'], session.sizeBytes)
  if (range.end - range.start + 1 !== body.length) {
    throw invalidRange(`Content-Range has ${range.end - range.start + 1} bytes, the body ${body.length}.`)
  }
  if (body.length >= MAX_CHUNK_BYTES) {
    throw new GraphRefusal(413, 'RequestEntityTooLarge', 'A chunk must have less than 4 MB.')
  }
  if (range.start !== session.receivedBytes) {
    throw new GraphRefusal(
      416,
      'InvalidContentRange',
      `The next byte that is expected is ${session.receivedBytes}.`,
    )
  }
  if (!context.uploads.hasRoomFor(body.length)) {
    throw new GraphRefusal(503, 'UnknownError', 'The sandbox holds as many unfinished uploads as it can.')
  }
  session.chunks.push(bytesOf(body))
  session.receivedBytes += body.length
  return session.receivedBytes < session.sizeBytes ? answerProgress(session) : finish(context, session)
}

/** GET uploadUrl: what is expected next, for a client that lost an answer. */
export function answerProgress(session: UploadSession): GraphResponse {
  return {
    status: 200,
    body: {
      expirationDateTime: toGraphInstant(session.expiresAt),
      // Outlook's host capitalizes it; the documentation does not. Here as the documentation has it.
      nextExpectedRanges: [String(session.receivedBytes)],
    },
  }
}

/** DELETE uploadUrl: nothing of it stays. */
export function cancelUpload(context: GraphContext, session: UploadSession): GraphResponse {
  context.uploads.remove(session)
  return { status: 204 }
}

function finish(context: GraphContext, session: UploadSession): GraphResponse {
  context.uploads.remove(session)
  const found = resolveMessage(context, { user: session.userId, message: session.messageKey })
  refuseAttachment(context, found, session.sizeBytes)
  const attachment = { ...session.attachment, content: Buffer.concat(session.chunks) }
  const { number } = context.messages.attach(found.message, attachment, toGraphInstant(context.now()))
  const id = toOpaqueId({ kind: 'attachment', mailbox: found.mailbox, number, generation: 0 })
  return { status: 201, headers: { location: `${context.uploadUrl}${attachmentPath(session, id)}` } }
}

function readRange(header: string | string[] | undefined, sizeBytes: number): { start: number; end: number } {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(String(header ?? ''))
  if (!match) throw invalidRange("Content-Range must read 'bytes {first}-{last}/{total}'.")
  const [start, end, total] = match.slice(1).map(Number) as [number, number, number]
  if (total !== sizeBytes) throw invalidRange(`The file was announced with ${sizeBytes} bytes, not ${total}.`)
  if (start > end || end >= total) throw invalidRange('Content-Range lies outside of the file.')
  return { start, end }
}

function bytesOf(body: GraphRequest['body']): Buffer {
  if (!('json' in body)) return body
  throw invalidRange('A chunk is bytes.')
}

function invalidRange(message: string): GraphRefusal {
  return new GraphRefusal(400, 'InvalidContentRange', message)
}
