import type { ExtendedProperty } from './extended-property.ts'
import type { SqlCondition } from './message-filter.ts'
import type { MessageLog } from './message-log.ts'
import type { MessageHeader } from './read-message-headers.ts'
import { StoredMessage } from './stored-message.ts'

export type MessageQuery = {
  mailbox: number
  /** Null: the whole mailbox. */
  folder: number | null
  condition: SqlCondition | null
  order: {
    column: 'received_at' | 'sent_at' | 'created_at' | 'modified_at' | 'subject'
    direction: 'ASC' | 'DESC'
  }
  /** Messages that the index behind `$filter` does not know yet. */
  hidden: readonly number[]
  limit: number
  offset: number
}

/** The `+` keeps SQLite from walking the mailbox in the order of the answer when an index of the filter finds the rows. */
export function toWhere({ mailbox, folder, condition, hidden }: MessageQuery) {
  const hint = condition?.isSelective ? '+' : ''
  const wholeMailbox = condition?.isSelective
    ? 'm.mailbox = ?'
    : 'm.folder IN (SELECT number FROM folders WHERE mailbox = ?)'
  const scope = folder === null ? wholeMailbox : `${hint}m.folder = ?`
  const parts = [scope, ...(condition ? [condition.sql] : [])]
  const parameters = [folder ?? mailbox, ...(condition?.parameters ?? [])]
  if (hidden.length > 0) {
    parts.push('m.number NOT IN (SELECT value FROM json_each(?))')
    parameters.push(JSON.stringify(hidden))
  }
  return { where: parts.join(' AND '), parameters }
}

/** Compares rows; for few of them, which SQLite's sorter would cost more. */
export function inOrder({ column, direction }: MessageQuery['order']) {
  const sign = direction === 'ASC' ? 1 : -1
  return (left: Record<string, unknown>, right: Record<string, unknown>) =>
    sign *
    (String(left[column]).localeCompare(String(right[column])) || Number(left.number) - Number(right.number))
}

export function toMessage(row: Record<string, unknown>, log: MessageLog): StoredMessage {
  const columns = {
    number: Number(row.number),
    mailbox: Number(row.mailbox),
    folder: Number(row.folder),
    generation: Number(row.generation),
    revision: Number(row.revision),
    subject: String(row.subject),
    internetMessageId: String(row.internet_message_id),
    isDraft: row.is_draft === 1,
    isRead: row.is_read === 1,
    hasAttachments: row.has_attachments === 1,
    sentAt: String(row.sent_at),
    receivedAt: String(row.received_at),
    createdAt: String(row.created_at),
    modifiedAt: String(row.modified_at),
    sizeBytes: Number(row.size_bytes),
  }
  return new StoredMessage(columns, {
    content: () => log.read(Number(row.content_at), Number(row.content_bytes)),
    extended: () => JSON.parse(String(row.extended_properties)) as ExtendedProperty[],
    headers: () =>
      row.internet_headers === null
        ? undefined
        : (JSON.parse(String(row.internet_headers)) as MessageHeader[]),
  })
}
