import { toGraphInstant } from '../graph-instant.ts'
import { GraphRefusal, unreadableBody } from '../graph-refusal.ts'
import { isRecord } from '../read-json-object.ts'
import {
  type ExtendedProperty,
  PROPERTY_IDS,
  readExtendedProperties,
  toInstant,
} from './extended-property.ts'
import { type NewAttachment, readAttachments } from './read-attachments.ts'
import { readInternetMessageHeaders } from './read-message-headers.ts'
import { readRecipient, readRecipients } from './read-recipients.ts'

export type NewMessage = {
  subject: string
  internetMessageId: string
  isDraft: boolean
  isRead: boolean
  sentAt: string
  receivedAt: string
  /** What a client may set and nothing computes, in Graph's shape. */
  properties: Record<string, unknown>
  extendedProperties: ExtendedProperty[]
  attachments: NewAttachment[]
}

const MAX_SUBJECT_LENGTH = 255
const MAX_RECIPIENTS = 500
const MESSAGE_FLAG_READ = 0x01
const MESSAGE_FLAG_UNSENT = 0x08

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

/** Reads the body of a request that makes a message. @throws {GraphRefusal} for every rule of Exchange that it breaks. */
export function readNewMessage(body: Record<string, unknown>, now: Date, newId: () => string): NewMessage {
  const given: Record<string, unknown> = {}
  let extendedProperties: ExtendedProperty[] = []
  let attachments: NewAttachment[] = []
  for (const [name, value] of Object.entries(body)) {
    if (name === 'singleValueExtendedProperties') extendedProperties = readExtendedProperties(value)
    else if (name === 'attachments') attachments = readAttachments(value)
    else if (Object.hasOwn(WRITABLE, name)) given[name] = WRITABLE[name]?.(name, value)
    else if (Object.hasOwn(IGNORED, name)) IGNORED[name]?.(name, value)
    else if (name !== '@odata.type') refuseProperty(name)
  }
  refuseTooManyRecipients(given)

  const extended = (id: string) => extendedProperties.find((property) => property.id === id)?.value
  const flags = extended(PROPERTY_IDS.messageFlags)
  const nowText = toGraphInstant(now)
  const {
    subject = '',
    internetMessageId = `<${newId()}@contoso.example>`,
    isRead = false,
    ...properties
  } = given
  return {
    subject: String(subject),
    internetMessageId: String(internetMessageId),
    isDraft: flags === undefined || (Number(flags) & MESSAGE_FLAG_UNSENT) !== 0,
    // Both say it when both are given; seen in the field, the flag is the one that Exchange believes.
    isRead: flags === undefined ? isRead === true : (Number(flags) & MESSAGE_FLAG_READ) !== 0,
    sentAt: extended(PROPERTY_IDS.clientSubmitTime) ?? nowText,
    receivedAt: extended(PROPERTY_IDS.messageDeliveryTime) ?? nowText,
    properties: withDefaults(properties),
    extendedProperties,
    attachments,
  }
}

function withDefaults(given: Record<string, unknown>): Record<string, unknown> {
  const body = given.body as { contentType: string; content: string } | undefined
  return {
    importance: 'normal',
    inferenceClassification: 'focused',
    isReadReceiptRequested: false,
    isDeliveryReceiptRequested: false,
    categories: [],
    toRecipients: [],
    ccRecipients: [],
    bccRecipients: [],
    replyTo: [],
    flag: { flagStatus: 'notFlagged' },
    ...given,
    sender: given.sender ?? given.from,
    from: given.from ?? given.sender,
    body: body ?? { contentType: 'text', content: '' },
    bodyPreview: preview(body?.content ?? ''),
  }
}

function preview(content: string): string {
  return content
    .slice(0, 4096)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 255)
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

function refuseTooManyRecipients(given: Record<string, unknown>): void {
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

function readItemBody(name: string, value: unknown) {
  const { contentType = 'text', content = '', ...others } = isRecord(value) ? value : { contentType: null }
  const type = String(contentType).toLowerCase()
  if (!['text', 'html'].includes(type) || typeof content !== 'string' || Object.keys(others).length > 0) {
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
