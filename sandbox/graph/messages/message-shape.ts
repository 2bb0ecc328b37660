import { folderId } from '../folders/folder-shape.ts'
import { toOpaqueId } from '../opaque-id.ts'
import type { StoredMessage } from './message-store.ts'

/** Returned only when selected by name. */
const ON_SELECT_ONLY = new Set(['internetMessageHeaders', 'uniqueBody'])

const READERS: Record<string, (message: StoredMessage) => unknown> = {
  createdDateTime: (message) => message.createdAt,
  lastModifiedDateTime: (message) => message.modifiedAt,
  changeKey: changeKey,
  categories: own('categories'),
  receivedDateTime: (message) => message.receivedAt,
  sentDateTime: (message) => message.sentAt,
  hasAttachments: (message) => message.hasAttachments,
  internetMessageId: (message) => message.internetMessageId,
  subject: (message) => message.subject,
  bodyPreview: own('bodyPreview'),
  importance: own('importance'),
  parentFolderId: (message) => folderId({ mailbox: message.mailbox, number: message.folder }),
  conversationId: (message) =>
    toOpaqueId({ kind: 'folder', mailbox: message.mailbox, number: message.number, generation: 1 }),
  isDeliveryReceiptRequested: own('isDeliveryReceiptRequested'),
  isReadReceiptRequested: own('isReadReceiptRequested'),
  isRead: (message) => message.isRead,
  isDraft: (message) => message.isDraft,
  webLink: (message) =>
    `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(messageId(message, false))}`,
  inferenceClassification: own('inferenceClassification'),
  body: own('body'),
  uniqueBody: own('body'),
  sender: own('sender'),
  from: own('from'),
  toRecipients: own('toRecipients'),
  ccRecipients: own('ccRecipients'),
  bccRecipients: own('bccRecipients'),
  replyTo: own('replyTo'),
  flag: own('flag'),
  internetMessageHeaders: own('internetMessageHeaders'),
}

const DEFAULT_PROPERTIES = Object.keys(READERS).filter((name) => !ON_SELECT_ONLY.has(name))

export const MESSAGE_PROPERTIES: ReadonlySet<string> = new Set(['id', ...Object.keys(READERS)])

/** Outlook always returns the id, whatever is selected. */
export function toGraphMessage(
  message: StoredMessage,
  select: ReadonlySet<string> | null,
  immutableIds: boolean,
): Record<string, unknown> {
  const shape: Record<string, unknown> = {
    '@odata.etag': `W/"${changeKey(message)}"`,
    id: messageId(message, immutableIds),
  }
  for (const name of select ?? DEFAULT_PROPERTIES) {
    if (name !== 'id') shape[name] = READERS[name]?.(message)
  }
  return shape
}

export function messageId(
  message: Pick<StoredMessage, 'mailbox' | 'number' | 'generation'>,
  immutable: boolean,
): string {
  const { mailbox, number, generation } = message
  return immutable
    ? toOpaqueId({ kind: 'immutable-message', mailbox, number, generation: 0 })
    : toOpaqueId({ kind: 'message', mailbox, number, generation })
}

function changeKey(message: StoredMessage): string {
  return `CQAAABYAAAB${message.number.toString(36).toUpperCase()}G${message.generation}`
}

function own(name: string): (message: StoredMessage) => unknown {
  return (message) => message.properties[name]
}
