import type { Attachment, Email } from 'postal-mime'
import type { ArchivedAttachment, ArchivedMessage } from '#lib/domain/archived-message.ts'
import type { HeaderField } from '#lib/domain/item-identity.ts'
import { ArchiveMime } from './archive-mime.ts'
import { fileNameFor } from './attachment-name.ts'
import { readHeaders } from './read-headers.ts'
import { toRoutingHeaders } from './routing-headers.ts'

/**
 * Decodes a whole message. Header fields are read by the same code that routed it, so that what arrives in a
 * mailbox names the same people; postal-mime decodes the body.
 *
 * @throws {MessageError} when the message is nested or its headers are long beyond every limit.
 */
export async function decodeMessage(bytes: Uint8Array): Promise<ArchivedMessage<Uint8Array>> {
  const { fields, body, message } = readHeaders(bytes)
  const headers = toRoutingHeaders(fields)
  const email = await parse(withoutEnvelope(fields, body))
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

/** What says how the body is to be decoded. */
const BODY_FIELD = /^(mime-version|content-[a-z-]+)$/

/**
 * The message as the library gets it. It would decode dates, people and every other field again, by means that take
 * seconds for a header of a megabyte, and nobody asks it for them.
 */
function withoutEnvelope(fields: readonly HeaderField[], body: Uint8Array): Uint8Array {
  const lines = fields
    .filter(({ name }) => BODY_FIELD.test(name))
    .map(({ name, value }) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${lines.join('')}\r\n`), body])
}

async function parse(message: Uint8Array): Promise<Email> {
  try {
    return await new ArchiveMime({ forceRfc822Attachments: true }).parse(message)
  } catch (cause) {
    throw new MessageError(cause)
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

function toAttachment(attachment: Attachment, index: number): ArchivedAttachment<Uint8Array> {
  return {
    fileName: fileNameFor(attachment.filename, attachment.mimeType, index),
    contentType: MEDIA_TYPE.test(attachment.mimeType) ? attachment.mimeType : 'application/octet-stream',
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

/** RFC 6838; whatever else stands there is no type, and a request that carries it may be refused for it. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i

function originalMessage(message: Uint8Array, index: number): ArchivedAttachment<Uint8Array> {
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
