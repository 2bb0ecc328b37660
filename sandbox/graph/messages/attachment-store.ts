import type { DatabaseSync } from 'node:sqlite'
import type { AttachmentColumns } from './message-index.ts'
import type { MessageStore } from './message-store.ts'

export type StoredAttachment = AttachmentColumns & {
  /** Where its bytes begin in the message log. */
  contentAt: number
}

export type AttachmentStore = ReturnType<typeof openAttachmentStore>

/** Reads attachments; messages write them. */
export function openAttachmentStore(database: DatabaseSync, messages: MessageStore) {
  const ofMessage = database.prepare('SELECT * FROM attachments WHERE message = ? ORDER BY number')
  const byNumber = database.prepare('SELECT * FROM attachments WHERE number = ? AND message = ?')

  return {
    ofMessage(message: number): StoredAttachment[] {
      messages.flush()
      return ofMessage.all(message).map(toAttachment)
    },
    find(message: number, number: number): StoredAttachment | undefined {
      messages.flush()
      const row = byNumber.get(number, message)
      return row && toAttachment(row)
    },
    /** Apart from the rest, since a list of attachments rarely wants their bytes. */
    content: ({ contentAt, sizeBytes }: StoredAttachment): Buffer =>
      messages.readContent(contentAt, sizeBytes),
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
    contentAt: Number(row.content_at),
    createdAt: String(row.created_at),
  }
}
