import { folderId } from '../folders/folder-shape.ts'
import { toOpaqueId } from '../opaque-id.ts'
import type { MessageColumns, StoredMessage } from './stored-message.ts'

/** Returned only when selected by name. */
const ON_SELECT_ONLY = ['internetMessageHeaders', 'uniqueBody']

/** What the index alone answers. */
const COLUMN_READERS: Record<string, (message: MessageColumns) => unknown> = {
  createdDateTime: (message) => message.createdAt,
  lastModifiedDateTime: (message) => message.modifiedAt,
  changeKey: changeKey,
  receivedDateTime: (message) => message.receivedAt,
  sentDateTime: (message) => message.sentAt,
  hasAttachments: (message) => message.hasAttachments,
  internetMessageId: (message) => message.internetMessageId,
  subject: (message) => message.subject,
  parentFolderId: parentFolderId,
  conversationId: conversationId,
  isRead: (message) => message.isRead,
  isDraft: (message) => message.isDraft,
  webLink: (message) => webLink(messageId(message, false)),
}

/** What lies in the content under its own name. */
const CONTENT_PROPERTIES = [
  'categories',
  'bodyPreview',
  'importance',
  'isDeliveryReceiptRequested',
  'isReadReceiptRequested',
  'inferenceClassification',
  'body',
  'sender',
  'from',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'flag',
]

const COLUMN_NAMES = Object.keys(COLUMN_READERS)

export const MESSAGE_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  ...COLUMN_NAMES,
  ...CONTENT_PROPERTIES,
  ...ON_SELECT_ONLY,
])

/** Outlook always returns the id, whatever is selected. */
export function toGraphMessage(
  message: StoredMessage,
  select: ReadonlySet<string> | null,
  immutableIds: boolean,
): Record<string, unknown> {
  const { columns } = message
  const shape: Record<string, unknown> = {
    '@odata.etag': `W/"${changeKey(columns)}"`,
    id: messageId(columns, immutableIds),
  }
  let properties: Record<string, unknown> | undefined
  for (const name of select ?? [...COLUMN_NAMES, ...CONTENT_PROPERTIES]) {
    if (name === 'id') continue
    const read = COLUMN_READERS[name]
    if (read) shape[name] = read(columns)
    else if (name === 'internetMessageHeaders') shape[name] = message.internetMessageHeaders
    else {
      properties ??= message.properties
      shape[name] = properties[name === 'uniqueBody' ? 'body' : name]
    }
  }
  return shape
}

/** A whole message as JSON. Its content is JSON already, and is the most of it: neither parsed nor encoded again. */
export function wholeMessageJson(message: StoredMessage, baseUrl: string, immutableIds: boolean): Buffer {
  const head = wholeMessageHead(message.columns, baseUrl, immutableIds)
  return Buffer.concat([Buffer.from(head), message.contentMembers])
}

/** What stands before the content of a whole message. Written by hand: of all these only two are a client's text. */
export function wholeMessageHead(message: MessageColumns, baseUrl: string, immutableIds: boolean): string {
  const ordinaryId = messageId(message, false)
  const id = immutableIds ? messageId(message, true) : ordinaryId
  const key = changeKey(message)
  return `{"@odata.context":"${baseUrl}/$metadata#users/messages/$entity","@odata.etag":"W/\\"${key}\\"","id":"${id}",\
"createdDateTime":"${message.createdAt}","lastModifiedDateTime":"${message.modifiedAt}","changeKey":"${key}",\
"receivedDateTime":"${message.receivedAt}","sentDateTime":"${message.sentAt}",\
"hasAttachments":${message.hasAttachments},"internetMessageId":${JSON.stringify(message.internetMessageId)},\
"subject":${JSON.stringify(message.subject)},"parentFolderId":"${parentFolderId(message)}",\
"conversationId":"${conversationId(message)}","isRead":${message.isRead},"isDraft":${message.isDraft},\
"webLink":"${webLink(ordinaryId)}",`
}

export function messageId(
  message: Pick<MessageColumns, 'mailbox' | 'number' | 'generation'>,
  immutable: boolean,
): string {
  const { mailbox, number, generation } = message
  return immutable
    ? toOpaqueId({ kind: 'immutable-message', mailbox, number, generation: 0 })
    : toOpaqueId({ kind: 'message', mailbox, number, generation })
}

function changeKey(message: MessageColumns): string {
  return `CQAAABYAAAB${message.number.toString(36).toUpperCase()}R${message.revision}`
}

function parentFolderId(message: MessageColumns): string {
  return folderId({ mailbox: message.mailbox, number: message.folder })
}

function conversationId(message: MessageColumns): string {
  return toOpaqueId({ kind: 'folder', mailbox: message.mailbox, number: message.number, generation: 1 })
}

function webLink(id: string): string {
  return `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(id)}`
}
