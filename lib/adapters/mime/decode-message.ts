import type { Attachment, Email } from 'postal-mime'
import type { ArchivedAttachment, ArchivedMessage } from '#lib/domain/archived-message.ts'
import type { AttachmentContent } from '#lib/domain/attachment-content.ts'
import type { HeaderField } from '#lib/domain/item-identity.ts'
import { ArchiveMime } from './archive-mime.ts'
import { fileNameFor } from './attachment-name.ts'
import { contentsInMemory } from './part-contents.ts'
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
  const mime = new ArchiveMime(contentsInMemory)
  const email = await readable(async () => {
    await mime.take(bodyHeader(fields))
    return mime.end(body)
  })
  const isLost = isBodyLost(email) && hasVisibleBytes(body)
  return toArchivedMessage(fields, email, contentsInMemory.of, isLost ? message : null)
}

/** @param original the whole message, when nothing was found in it although it says something. */
export function toArchivedMessage<Content extends AttachmentContent>(
  fields: readonly HeaderField[],
  email: Email,
  contentOf: (content: ArrayBuffer | Uint8Array) => Content,
  original: Content | null,
): ArchivedMessage<Content> {
  const headers = toRoutingHeaders(fields)
  const attachments = email.attachments.map((attachment, index) => ({
    ...factsOf(attachment, index),
    content: contentOf(bytesOf(attachment.content)),
  }))
  if (original !== null) attachments.push(originalMessage(original, attachments.length))
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
 * The header of the message as the library gets it. It would decode dates, people and every other field again, by means
 * that take seconds for a header of a megabyte, and nobody asks it for them.
 */
export function bodyHeader(fields: readonly HeaderField[]): Uint8Array {
  const lines = fields
    .filter(({ name }) => BODY_FIELD.test(name))
    .map(({ name, value }) => `${name}: ${value}\r\n`)
  return Buffer.from(`${lines.join('')}\r\n`)
}

/** Whatever the library stumbles over is the message's fault. */
export async function readable<T>(parse: () => Promise<T>): Promise<T> {
  try {
    return await parse()
  } catch (cause) {
    // A scratch disk that is full is nobody's message.
    if (cause instanceof Error && 'syscall' in cause) throw cause
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

function factsOf(attachment: Attachment, index: number): Omit<ArchivedAttachment, 'content'> {
  return {
    fileName: fileNameFor(attachment.filename, attachment.mimeType, index),
    contentType: MEDIA_TYPE.test(attachment.mimeType) ? attachment.mimeType : 'application/octet-stream',
    contentId: attachment.contentId?.replace(/^\s*<|>\s*$/g, '').trim() || null,
    isInline: attachment.disposition === 'inline' || attachment.related === true,
  }
}

function bytesOf(content: Attachment['content']): ArrayBuffer | Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}

/** A multipart without a usable boundary decodes to nothing although it says something. */
export function isBodyLost(email: Email): boolean {
  return !email.html?.trim() && !email.text?.trim() && email.attachments.length === 0
}

export function hasVisibleBytes(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte > 0x20)
}

/** RFC 6838; whatever else stands there is no type, and a request that carries it may be refused for it. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i

function originalMessage<Content extends AttachmentContent>(
  message: Content,
  index: number,
): ArchivedAttachment<Content> {
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
