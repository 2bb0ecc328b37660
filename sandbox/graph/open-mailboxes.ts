import type { DatabaseSync } from 'node:sqlite'
import { openFolderStore } from './folders/folder-store.ts'
import type { GraphContext } from './graph-exchange.ts'
import { openAttachmentStore } from './messages/attachment-store.ts'
import { openMessageStore } from './messages/message-store.ts'

export type Mailboxes = Pick<GraphContext, 'folders' | 'messages' | 'attachments'>

export function openMailboxes(database: DatabaseSync): Mailboxes {
  return {
    folders: openFolderStore(database),
    messages: openMessageStore(database),
    attachments: openAttachmentStore(database),
  }
}
