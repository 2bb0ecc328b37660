import { isInMemory, sizeOfContent } from '#lib/domain/attachment-content.ts'
import type { MailboxMessage } from '#lib/sync/ports.ts'

/** Graph refuses requests of more than 4 MB. Whether it means 4,000,000 or 4,194,304 is not written down. */
export const MAX_REQUEST_BYTES = 4_000_000
/** An attachment in the creating request must be smaller than 3 MB. */
const MAX_ATTACHMENT_BYTES = 3_000_000
/** Exchange Online's limit. */
const MAX_ATTACHMENTS = 250

export type RequestRefusal = { code: 'too-large-for-one-request' | 'too-many-attachments'; detail: string }

/** Why a message cannot be created in one request, or null when it can. Decides before any base64 is made. */
export function refuseOneRequest({ message }: MailboxMessage): RequestRefusal | null {
  if (message.attachments.length > MAX_ATTACHMENTS) {
    const detail = `The message has ${message.attachments.length} attachments; Exchange Online takes ${MAX_ATTACHMENTS}.`
    return { code: 'too-many-attachments', detail }
  }
  const large = message.attachments.find(
    ({ content }) => !isInMemory(content) || content.length >= MAX_ATTACHMENT_BYTES,
  )
  if (large)
    return tooLarge(
      `An attachment has ${sizeOfContent(large.content)} bytes; in one request ${MAX_ATTACHMENT_BYTES} are too many.`,
    )
  const sizeBytes = estimateRequestBytes(message)
  return sizeBytes > MAX_REQUEST_BYTES ? tooLargeRequest(sizeBytes) : null
}

export function tooLargeRequest(sizeBytes: number): RequestRefusal {
  return tooLarge(`The request would have ${sizeBytes} bytes; Graph takes ${MAX_REQUEST_BYTES}.`)
}

function tooLarge(detail: string): RequestRefusal {
  return { code: 'too-large-for-one-request', detail }
}

/** A lower bound of the JSON's size: what base64 and UTF-8 make of body and attachments. */
function estimateRequestBytes({ body, attachments }: MailboxMessage['message']): number {
  return attachments.reduce(
    (sum, file) => sum + 4 * Math.ceil(sizeOfContent(file.content) / 3),
    Buffer.byteLength(body.content),
  )
}
