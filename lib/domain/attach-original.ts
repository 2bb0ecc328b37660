import type { ArchivedAttachment, ArchivedMessage } from './archived-message.ts'
import { type AttachmentContent, sizeOfContent } from './attachment-content.ts'
import { decodedSizesOf, judgeDecodedSize } from './item-limits.ts'

/** What a mailbox shows as a message in a message, and what an investigator can open and hash. */
const ORIGINAL: Omit<ArchivedAttachment, 'content'> = {
  fileName: 'original.eml',
  contentType: 'message/rfc822',
  contentId: null,
  isInline: false,
}

/**
 * The message with its own bytes, as they were delivered, as its last attachment. They count into the connector's limit; over it
 * the copy is what is left out, never the message or a part of it, and the body says so.
 */
export function attachOriginal(
  message: ArchivedMessage,
  original: AttachmentContent,
  limitBytes: number,
):
  | { message: ArchivedMessage; leftOut: null }
  | { message: ArchivedMessage; leftOut: { fileName: string; note: string } } {
  const whole = { ...message, attachments: [...message.attachments, { ...ORIGINAL, content: original }] }
  if (judgeDecodedSize(decodedSizesOf(whole), limitBytes) === 'within-limit')
    return { message: whole, leftOut: null }
  const { fileName } = ORIGINAL
  const note = `Original not attached: ${fileName} (${sizeOfContent(original)} bytes). With it the item is over the limit of ${limitBytes} bytes. It is kept in the staged package.`
  return { message, leftOut: { fileName, note } }
}
