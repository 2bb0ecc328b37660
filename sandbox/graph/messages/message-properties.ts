import { GraphRefusal, unreadableBody } from '../graph-refusal.ts'
import { LongText } from '../long-text.ts'
import { isRecord } from '../read-json-object.ts'
import { toInstant } from './extended-property.ts'
import { readInternetMessageHeaders } from './read-message-headers.ts'
import { readRecipient, readRecipients } from './read-recipients.ts'

const MAX_SUBJECT_LENGTH = 255
const MAX_RECIPIENTS = 500

/** Set by Exchange alone. */
const READ_ONLY = new Set([
  'id',
  'changeKey',
  'createdDateTime',
  'lastModifiedDateTime',
  'conversationId',
  'conversationIndex',
  'bodyPreview',
  'uniqueBody',
  'hasAttachments',
  'parentFolderId',
  'webLink',
])

/** How each property that a client may set is checked and kept. */
const WRITABLE: Record<string, (name: string, value: unknown) => unknown> = {
  subject: readSubject,
  body: readItemBody,
  importance: oneOf('low', 'normal', 'high'),
  inferenceClassification: oneOf('focused', 'other'),
  isRead: readBoolean,
  isReadReceiptRequested: readBoolean,
  isDeliveryReceiptRequested: readBoolean,
  internetMessageId: readMessageId,
  internetMessageHeaders: (_name, value) => readInternetMessageHeaders(value),
  categories: readCategories,
  from: readRecipient,
  sender: readRecipient,
  toRecipients: readRecipients,
  ccRecipients: readRecipients,
  bccRecipients: readRecipients,
  replyTo: readRecipients,
  flag: readFlag,
}

/** Accepted in plain JSON and without effect, as in Exchange: only the extended properties set them. */
const IGNORED: Record<string, (name: string, value: unknown) => unknown> = {
  sentDateTime: readDate,
  receivedDateTime: readDate,
  isDraft: readBoolean,
}

/**
 * Reads one property that a client sets on a message, other than extended properties and attachments.
 * @returns its value, or undefined where Exchange takes it and does nothing.
 * @throws {GraphRefusal} for what is read-only, unknown, or of the wrong type.
 */
export function readMessageProperty(name: string, value: unknown): unknown {
  if (Object.hasOwn(WRITABLE, name)) return WRITABLE[name]?.(name, value)
  if (Object.hasOwn(IGNORED, name)) IGNORED[name]?.(name, value)
  else if (name !== '@odata.type') refuseProperty(name)
  return undefined
}

export function refuseTooManyRecipients(given: Record<string, unknown>): void {
  const count = ['toRecipients', 'ccRecipients', 'bccRecipients']
    .map((name) => given[name])
    .reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0)
  if (count <= MAX_RECIPIENTS) return
  throw new GraphRefusal(
    400,
    'ErrorInvalidRecipients',
    `The message has ${count} recipients; at most ${MAX_RECIPIENTS} are accepted.`,
  )
}

function refuseProperty(name: string): never {
  if (READ_ONLY.has(name)) {
    throw new GraphRefusal(
      400,
      'ErrorInvalidPropertySet',
      `The property '${name}' is read-only and cannot be set.`,
    )
  }
  throw unreadableBody(`The property '${name}' does not exist on type 'microsoft.graph.message'.`)
}

function readSubject(name: string, value: unknown): string {
  if (value === null) return ''
  if (typeof value !== 'string') throw unreadableBody(`${name} must be text.`)
  if (value.length <= MAX_SUBJECT_LENGTH) return value
  throw new GraphRefusal(
    400,
    'ErrorDataSizeLimitExceeded',
    `The subject has ${value.length} characters; at most ${MAX_SUBJECT_LENGTH} are accepted.`,
  )
}

export type ItemBody = { contentType: string; content: string | LongText }

function readItemBody(name: string, value: unknown): ItemBody {
  const { contentType = 'text', content = '', ...others } = isRecord(value) ? value : { contentType: null }
  const type = String(contentType).toLowerCase()
  const isText = typeof content === 'string' || content instanceof LongText
  if (!['text', 'html'].includes(type) || !isText || Object.keys(others).length > 0) {
    throw unreadableBody(`${name} must have a contentType (text or html) and a content.`)
  }
  return { contentType: type, content }
}

function readBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw unreadableBody(`Cannot convert the value of ${name} to the expected type 'Edm.Boolean'.`)
}

function readDate(name: string, value: unknown): string {
  const instant = typeof value === 'string' ? toInstant(value) : null
  if (instant !== null) return instant
  throw new GraphRefusal(
    400,
    'UnableToDeserializePostBody',
    `${name} is not a date and time in RFC 3339 form.`,
  )
}

function readMessageId(name: string, value: unknown): string {
  if (typeof value === 'string' && value.length <= 995 && /^<[^<>\s]+>$/.test(value)) return value
  throw new GraphRefusal(400, 'ErrorInvalidRequest', `${name} must be one Message-ID in angle brackets.`)
}

function readCategories(name: string, value: unknown): string[] {
  if (
    Array.isArray(value) &&
    value.every((entry) => typeof entry === 'string' && entry !== '' && entry.length <= 255)
  ) {
    return value
  }
  throw unreadableBody(`${name} must be a list of names of 1 to 255 characters.`)
}

function readFlag(name: string, value: unknown) {
  const status = isRecord(value) ? value.flagStatus : undefined
  if (status === 'notFlagged' || status === 'complete' || status === 'flagged') return { flagStatus: status }
  throw unreadableBody(`${name} must have a flagStatus.`)
}

function oneOf(...allowed: string[]) {
  return (name: string, value: unknown): string => {
    const text = typeof value === 'string' ? value.toLowerCase() : ''
    if (allowed.includes(text)) return text
    throw unreadableBody(`${name} must be one of ${allowed.join(', ')}.`)
  }
}
