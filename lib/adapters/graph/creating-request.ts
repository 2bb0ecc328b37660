import { isInMemory, sizeOfContent } from '#lib/domain/attachment-content.ts'
import type { MailboxMessage } from '#lib/sync/ports/mailbox-writer.ts'
import { toFileAttachmentJson, UPLOAD_FROM_BYTES } from './file-attachment-json.ts'
import { MAX_ATTACHMENTS, toMessageJson } from './message-json.ts'

/** Graph refuses requests of more than 4 MB. Whether it means 4,000,000 or 4,194,304 is not written down. */
export const MAX_REQUEST_BYTES = 4_000_000

export type CreatingRequest =
  | { ok: true; json: string; isComplete: boolean }
  | { ok: false; code: 'too-large-for-one-request'; detail: string }

/**
 * The one request that makes a message, with as many of its attachments as Graph takes in one; the others follow.
 * Whatever a message's attachments are, it is a received message from its first moment on.
 */
export function toCreatingRequest(message: MailboxMessage): CreatingRequest {
  const json = JSON.stringify(toMessageJson(message))
  const sizeBytes = Buffer.byteLength(json)
  if (sizeBytes > MAX_REQUEST_BYTES) {
    const detail = `Without attachments the request would have ${sizeBytes} bytes; Graph takes ${MAX_REQUEST_BYTES}.`
    return { ok: false, code: 'too-large-for-one-request', detail }
  }
  const { attachments } = message.message
  if (attachments.length === 0) return { ok: true, json, isComplete: true }
  const fitting = attachmentsThatFit(attachments.slice(0, MAX_ATTACHMENTS), MAX_REQUEST_BYTES - sizeBytes)
  const isComplete = fitting.length === attachments.length
  if (fitting.length === 0) return { ok: true, json, isComplete }
  return { ok: true, json: `${json.slice(0, -1)},${FIELD}${fitting.join(',')}]}`, isComplete }
}

const FIELD = '"attachments":['

/** In their order; one that does not fit leaves its room to those behind it. */
function attachmentsThatFit(
  attachments: MailboxMessage['message']['attachments'],
  roomBytes: number,
): string[] {
  const fitting: string[] = []
  let leftBytes = roomBytes - FIELD.length - 2
  for (const file of attachments) {
    const { content } = file
    if (!isInMemory(content) || content.length >= UPLOAD_FROM_BYTES) continue
    // Base64 of what cannot fit is not made.
    if (4 * Math.ceil(sizeOfContent(content) / 3) > leftBytes) continue
    const json = toFileAttachmentJson({ ...file, content })
    const sizeBytes = Buffer.byteLength(json) + 1
    if (sizeBytes > leftBytes) continue
    leftBytes -= sizeBytes
    fitting.push(json)
  }
  return fitting
}
