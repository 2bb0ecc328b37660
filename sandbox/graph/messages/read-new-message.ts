import { toGraphInstant } from '../graph-instant.ts'
import { type ExtendedProperty, PROPERTY_IDS, readExtendedProperties } from './extended-property.ts'
import { type ItemBody, readMessageProperty, refuseTooManyRecipients } from './message-properties.ts'
import { type NewAttachment, readAttachments } from './read-attachments.ts'

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

const MESSAGE_FLAG_READ = 0x01
const MESSAGE_FLAG_UNSENT = 0x08

/** Reads the body of a request that makes a message. @throws {GraphRefusal} for every rule of Exchange that it breaks. */
export function readNewMessage(body: Record<string, unknown>, now: Date, newId: () => string): NewMessage {
  const given: Record<string, unknown> = {}
  let extendedProperties: ExtendedProperty[] = []
  let attachments: NewAttachment[] = []
  for (const [name, value] of Object.entries(body)) {
    if (name === 'singleValueExtendedProperties') extendedProperties = readExtendedProperties(value)
    else if (name === 'attachments') attachments = readAttachments(value)
    else {
      const read = readMessageProperty(name, value)
      if (read !== undefined) given[name] = read
    }
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
  const body = (given.body ?? { contentType: 'text', content: '' }) as ItemBody
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
    body,
    bodyPreview: bodyPreview(body),
  }
}

const PREVIEW_LENGTH = 255

/** The beginning of the text, without its markup. */
export function bodyPreview({ contentType, content }: ItemBody): string {
  // Three bytes a character, and a little white space.
  const wanted = contentType === 'html' ? 4096 : 800
  const text = typeof content === 'string' ? content.slice(0, wanted) : content.beginning(wanted)
  const beginning = contentType === 'html' ? text.replace(/<[^>]*>/g, ' ') : text.slice(0, 2 * PREVIEW_LENGTH)
  return beginning.replace(/\s+/g, ' ').trim().slice(0, PREVIEW_LENGTH)
}
