import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { NewAttachment } from './read-attachments.ts'

export type StoredAttachment = {
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

export type AttachmentStore = ReturnType<typeof openAttachmentStore>

const COLUMNS = 'number, message, name, content_type, content_id, is_inline, size_bytes, sha256, created_at'

export function openAttachmentStore(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO attachments (message, name, content_type, content_id, is_inline, size_bytes, sha256, content, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const ofMessage = database.prepare(`SELECT ${COLUMNS} FROM attachments WHERE message = ? ORDER BY number`)
  const byNumber = database.prepare(`SELECT ${COLUMNS} FROM attachments WHERE number = ? AND message = ?`)
  const contentOf = database.prepare('SELECT content FROM attachments WHERE number = ?')

  return {
    insert(message: number, attachment: NewAttachment, createdAt: string): void {
      insert.run(
        message,
        attachment.name,
        attachment.contentType,
        attachment.contentId,
        Number(attachment.isInline),
        attachment.content.length,
        createHash('sha256').update(attachment.content).digest('hex'),
        attachment.content,
        createdAt,
      )
    },
    ofMessage: (message: number): StoredAttachment[] => ofMessage.all(message).map(toAttachment),
    find(message: number, number: number): StoredAttachment | undefined {
      const row = byNumber.get(number, message)
      return row && toAttachment(row)
    },
    /** Apart from the rest, since a list of attachments rarely wants their bytes. */
    content(number: number): Buffer {
      const content = contentOf.get(number)?.content
      return content instanceof Uint8Array ? Buffer.from(content) : Buffer.alloc(0)
    },
  }
}

function toAttachment(row: Record<string, unknown>): StoredAttachment {
  return {
    number: Number(row.number),
    message: Number(row.message),
    name: String(row.name),
    contentType: String(row.content_type),
    contentId: row.content_id === null ? null : String(row.content_id),
    isInline: row.is_inline === 1,
    sizeBytes: Number(row.size_bytes),
    sha256: String(row.sha256),
    createdAt: String(row.created_at),
  }
}
