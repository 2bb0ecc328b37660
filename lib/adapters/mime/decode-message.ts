import PostalMime, { type Attachment, type Email } from 'postal-mime'
import type { ArchivedAttachment, ArchivedMessage } from '#lib/domain/archived-message.ts'
import { fileNameFor } from './attachment-name.ts'
import { readHeaders } from './read-headers.ts'
import { toRoutingHeaders } from './routing-headers.ts'

/**
 * Decodes a whole message. Header fields are read by the same code that routed it, so that what arrives in a
 * mailbox names the same people; postal-mime decodes the body.
 *
 * @throws {MessageError} when the message is nested or its headers are long beyond every limit.
 */
export async function decodeMessage(bytes: Uint8Array): Promise<ArchivedMessage> {
  const { fields, body, message } = readHeaders(bytes)
  const headers = toRoutingHeaders(fields)
  const email = await parse(message)
  const attachments = email.attachments.map(toAttachment)
  if (isBodyLost(email, body)) {
    attachments.push(originalMessage(message, attachments.length))
  }
  return {
    subject: headers.subject,
    from: headers.from[0] ?? headers.sender[0] ?? null,
    to: headers.to,
    cc: headers.cc,
    bcc: headers.bcc,
    messageId: headers.messageId,
    sentAt: headers.sentAt,
    body: bodyOf(email),
    attachments,
  }
}

async function parse(message: Uint8Array): Promise<Email> {
  try {
    return await new ArchiveMime({ forceRfc822Attachments: true }).parse(message)
  } catch (cause) {
    throw new MessageError(cause)
  }
}

type TextPart = {
  parentNode?: { childNodes: readonly unknown[]; contentType: { multipart: string | false } } | undefined
  contentDisposition: { parsed: { params: Record<string, string> } }
  contentType: { parsed: { value: string; params: Record<string, string> } }
}

/**
 * A file of text that was sent `inline` is a file all the same: postal-mime would melt it into the body, and its
 * name and bytes would be gone. TeleMessage's body is the first part, its attachments are the parts behind it.
 */
class ArchiveMime extends PostalMime {
  isInlineTextNode(node: TextPart): boolean {
    const { parentNode } = node
    const isFirst = !parentNode || parentNode.childNodes[0] === node
    const isAlternative = parentNode?.contentType.multipart === 'alternative'
    const isNamed = Boolean(
      node.contentDisposition.parsed.params.filename || node.contentType.parsed.params.name,
    )
    if (isNamed && !isFirst && !isAlternative) return false
    // @ts-expect-error The method is there and marked internal; decode-message.test.ts notices when it goes.
    return super.isInlineTextNode(node)
  }
}

function bodyOf(email: Email): ArchivedMessage['body'] {
  if (email.html) return { contentType: 'html', content: cleanText(email.html) }
  return { contentType: 'text', content: cleanText(email.text ?? '') }
}

/** No JSON or XML on the way to Exchange takes control characters or half a character. */
function cleanText(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => ('\t\r\n'.includes(control) ? control : '')).toWellFormed()
}

function toAttachment(attachment: Attachment, index: number): ArchivedAttachment {
  return {
    fileName: fileNameFor(attachment.filename, attachment.mimeType, index),
    contentType: attachment.mimeType || 'application/octet-stream',
    contentId: attachment.contentId?.replace(/^\s*<|>\s*$/g, '').trim() || null,
    isInline: attachment.disposition === 'inline' || attachment.related === true,
    content: toBytes(attachment.content),
  }
}

function toBytes(content: Attachment['content']): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

/** A multipart without a usable boundary decodes to nothing although it says something. */
function isBodyLost(email: Email, body: Uint8Array): boolean {
  if (email.html?.trim() || email.text?.trim() || email.attachments.length > 0) return false
  return body.some((byte) => byte > 0x20)
}

function originalMessage(message: Uint8Array, index: number): ArchivedAttachment {
  return {
    fileName: fileNameFor('original-message.eml', 'message/rfc822', index),
    contentType: 'message/rfc822',
    contentId: null,
    isInline: false,
    content: message,
  }
}

/** `cause` may quote the message: log its name, not its text. */
export class MessageError extends Error {
  readonly code = 'message_unreadable'

  constructor(cause: unknown) {
    super('The message cannot be decoded.', { cause })
    this.name = 'MessageError'
  }
}
