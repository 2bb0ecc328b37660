import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type ExtendedProperty, isNamedProperty } from './extended-property.ts'
import { extendedValueKey } from './message-filter.ts'
import type { MessageColumns } from './stored-message.ts'

/** What the head of a log record says: enough to write its rows, now or after a crash. */
export type LogHead =
  | {
      kind: 'message'
      columns: MessageColumns
      contentBytes: number
      extendedProperties: ExtendedProperty[]
      internetHeaders: string | null
      attachments: AttachmentColumns[]
    }
  | { kind: 'attachment'; attachment: AttachmentColumns; modifiedAt: string }
  | {
      kind: 'change'
      columns: MessageColumns
      contentBytes: number
      extendedProperties: ExtendedProperty[]
    }

export type AttachmentColumns = {
  number: number
  message: number
  name: string
  contentType: string
  contentId: string | null
  isInline: boolean
  sizeBytes: number
  sha256: string
  createdAt: string
}

/** The log is our own: that it is one of ours is all that has to be checked. */
export const logHead = z.custom<LogHead>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
  'not a record of the message log',
)

const MAX_CACHED_NAMES = 1000

/** Writes log records as rows of the index. The caller opens the transaction. */
export function createIndexWriter(database: DatabaseSync) {
  const insertMessage = database.prepare(
    `INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const changeMessage = database.prepare(
    `UPDATE messages SET revision = ?, subject = ?, internet_message_id = ?, is_read = ?, modified_at = ?,
       size_bytes = ?, content_at = ?, content_bytes = ?, extended_properties = ? WHERE number = ?`,
  )
  const insertAttachment = database.prepare('INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const growMessage = database.prepare(
    `UPDATE messages SET has_attachments = has_attachments OR ?, size_bytes = size_bytes + ?, modified_at = ?,
       revision = revision + 1 WHERE number = ?`,
  )
  const insertNamed = database.prepare('INSERT INTO named_properties (id) VALUES (?)')
  const named = new Map<string, number>()
  const findNamed = database.prepare('SELECT number FROM named_properties WHERE id = ?')
  const insertValue = database.prepare('INSERT OR IGNORE INTO named_values VALUES (?, ?, ?)')
  const deleteValues = database.prepare('DELETE FROM named_values WHERE message = ?')

  function numberOfNamed(id: string): number {
    const known = named.get(id)
    if (known !== undefined) return known
    const row = findNamed.get(id)
    const number = Number(row ? row.number : insertNamed.run(id).lastInsertRowid)
    // Not one that this transaction made: it could still be rolled back.
    if (row && named.size < MAX_CACHED_NAMES) named.set(id, number)
    return number
  }

  function writeValues(message: number, properties: readonly ExtendedProperty[]): void {
    for (const { id, value } of properties) {
      if (!isNamedProperty(id)) continue
      insertValue.run(numberOfNamed(id), extendedValueKey(value), message)
    }
  }

  function writeAttachment(attachment: AttachmentColumns, contentAt: number): void {
    const { number, message, name, contentType, contentId, isInline, sizeBytes, sha256, createdAt } =
      attachment
    const isInlineNumber = Number(isInline)
    insertAttachment.run(
      number,
      message,
      name,
      contentType,
      contentId,
      isInlineNumber,
      sizeBytes,
      sha256,
      contentAt,
      createdAt,
    )
  }

  return (head: LogHead, contentAt: number): void => {
    switch (head.kind) {
      case 'message': {
        const { columns: m, contentBytes, extendedProperties, internetHeaders, attachments } = head
        insertMessage.run(
          m.number,
          m.mailbox,
          m.folder,
          m.generation,
          m.revision,
          m.subject,
          m.internetMessageId,
          Number(m.isDraft),
          Number(m.isRead),
          Number(m.hasAttachments),
          m.sentAt,
          m.receivedAt,
          m.createdAt,
          m.modifiedAt,
          m.sizeBytes,
          contentAt,
          contentBytes,
          JSON.stringify(extendedProperties),
          internetHeaders,
        )
        writeValues(m.number, extendedProperties)
        let attachmentAt = contentAt + contentBytes
        for (const attachment of attachments) {
          writeAttachment(attachment, attachmentAt)
          attachmentAt += attachment.sizeBytes
        }
        return
      }
      case 'attachment': {
        const { attachment, modifiedAt } = head
        writeAttachment(attachment, contentAt)
        growMessage.run(Number(!attachment.isInline), attachment.sizeBytes, modifiedAt, attachment.message)
        return
      }
      case 'change': {
        const { columns: m, contentBytes, extendedProperties } = head
        changeMessage.run(
          m.revision,
          m.subject,
          m.internetMessageId,
          Number(m.isRead),
          m.modifiedAt,
          m.sizeBytes,
          contentAt,
          contentBytes,
          JSON.stringify(extendedProperties),
          m.number,
        )
        deleteValues.run(m.number)
        writeValues(m.number, extendedProperties)
      }
    }
  }
}
