import type { HeaderAddress } from '#lib/domain/archived-message.ts'
import type { MailboxMessage } from '#lib/sync/ports/mailbox-writer.ts'
import { withArchiveNotes } from './archive-notes.ts'
import { type SmtpRecipient, toSmtpRecipient } from './smtp-recipient.ts'

/**
 * The JSON of a message without its attachments, as Graph takes it in the creating request: received and read, with the
 * times, class and key that can only be set now.
 */
export function toMessageJson({
  message,
  messageClass,
  deliveryKey,
  category,
  receivedAt,
  notes: given,
}: MailboxMessage) {
  const notes = [...given]
  const people = recipientsOf(message, notes)
  const sender = toRecipient(noted(message.from ?? UNKNOWN_SENDER, 'From', notes))
  const subject = shortenedSubject(message.subject, notes)
  noteAttachmentsBeyondLimit(message, notes)
  return {
    subject,
    body: withArchiveNotes(message.body, notes),
    from: sender,
    sender,
    toRecipients: people.to,
    ccRecipients: people.cc,
    bccRecipients: people.bcc,
    ...(isMessageId(message.messageId) && { internetMessageId: message.messageId }),
    ...(category && { categories: [category.slice(0, LONGEST_CATEGORY)] }),
    isRead: true,
    singleValueExtendedProperties: [
      // Without the bit 0x8 (unsent) the message is a received one; 0x1 is read. Later requests cannot change it.
      { id: MESSAGE_FLAGS, value: '1' },
      { id: CLIENT_SUBMIT_TIME, value: (message.sentAt ?? receivedAt).toISOString() },
      { id: MESSAGE_DELIVERY_TIME, value: receivedAt.toISOString() },
      { id: MESSAGE_CLASS, value: messageClass },
      { id: DELIVERY_KEY, value: deliveryKey },
    ],
  }
}

/** MAPI properties in Graph's notation (MS-OXPROPS): PidTagMessageFlags and so on. */
const MESSAGE_FLAGS = 'Integer 0x0E07'
const CLIENT_SUBMIT_TIME = 'SystemTime 0x0039'
const MESSAGE_DELIVERY_TIME = 'SystemTime 0x0E06'
const MESSAGE_CLASS = 'String 0x001A'
/** The app's own property set. Never change it: it is how a message that was sent is found again. */
export const DELIVERY_KEY = 'String {7d2f4c1e-9a63-4b58-8f0d-3e5b6a1c9d27} Name ArchiveDeliveryKey'

/** Exchange Online's limits: 500 recipients, 250 attachments and 255 characters of subject. */
const MAX_RECIPIENTS = 500
export const MAX_ATTACHMENTS = 250
/** Names beyond it are counted only: a list of names must not be what makes a message too large. */
const MOST_NAMED_ATTACHMENTS = 1_000
const LONGEST_SUBJECT = 255
const LONGEST_CATEGORY = 255

const UNKNOWN_SENDER: HeaderAddress = { name: 'Unknown sender', address: '' }

type Recipient = { emailAddress: { name: string; address: string } }

function recipientsOf({ to, cc, bcc }: MailboxMessage['message'], notes: string[]) {
  const fields = [
    ...to.map((person) => ({ field: 'To', person })),
    ...cc.map((person) => ({ field: 'Cc', person })),
    ...bcc.map((person) => ({ field: 'Bcc', person })),
  ]
  if (fields.length > MAX_RECIPIENTS) {
    notes.push(
      `This message has ${fields.length} recipients; the first ${MAX_RECIPIENTS} are in its address fields.`,
    )
    notes.push(...fields.map(({ field, person }) => `${field}: ${written(person)}`))
  }
  const kept = fields.slice(0, MAX_RECIPIENTS)
  const listAll = fields.length > MAX_RECIPIENTS
  const recipients = kept.map(({ field, person }) => ({
    field,
    recipient: toRecipient(listAll ? toSmtpRecipient(person) : noted(person, field, notes)),
  }))
  const inField = (wanted: string): Recipient[] =>
    recipients.filter(({ field }) => field === wanted).map(({ recipient }) => recipient)
  return { to: inField('To'), cc: inField('Cc'), bcc: inField('Bcc') }
}

/** A person without an address stands in the body too, where search finds name and number as they were written. */
function noted(person: HeaderAddress, field: string, notes: string[]): SmtpRecipient {
  const recipient = toSmtpRecipient(person)
  if (!recipient.isOwnAddress) notes.push(`${field}: ${written(person)} (no e-mail address)`)
  return recipient
}

function written({ name, address }: HeaderAddress): string {
  return name && address ? `${name} <${address}>` : name || address || 'Unknown'
}

function toRecipient({ name, address }: SmtpRecipient): Recipient {
  return { emailAddress: { name, address } }
}

function shortenedSubject(subject: string, notes: string[]): string {
  if (subject.length <= LONGEST_SUBJECT) return subject
  notes.push(`Whole subject: ${subject}`)
  return `${subject.slice(0, LONGEST_SUBJECT - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

function noteAttachmentsBeyondLimit({ attachments }: MailboxMessage['message'], notes: string[]): void {
  if (attachments.length <= MAX_ATTACHMENTS) return
  const beyond = attachments.slice(MAX_ATTACHMENTS)
  notes.push(
    `This message has ${attachments.length} attachments; the first ${MAX_ATTACHMENTS} are attached. The others:`,
    ...beyond.slice(0, MOST_NAMED_ATTACHMENTS).map(({ fileName }) => fileName),
  )
  if (beyond.length > MOST_NAMED_ATTACHMENTS) notes.push(`and ${beyond.length - MOST_NAMED_ATTACHMENTS} more`)
}

/** Exchange makes a Message-ID of its own when there is none; a malformed one would fail the whole message. */
function isMessageId(messageId: string | null): messageId is string {
  return messageId !== null && messageId.length <= 998 && /^<[!-;=?A-~]+@[!-;=?A-~]+>$/.test(messageId)
}
