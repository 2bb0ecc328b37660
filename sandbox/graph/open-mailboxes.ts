import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { openFolderStore } from './folders/folder-store.ts'
import type { GraphContext } from './graph-exchange.ts'
import { openAttachmentStore } from './messages/attachment-store.ts'
import { openMessageLog } from './messages/message-log.ts'
import { openMessageStore } from './messages/message-store.ts'

export type Mailboxes = Pick<GraphContext, 'folders' | 'messages' | 'attachments'> & { close(): void }

export function openMailboxes(database: DatabaseSync, dir: string): Mailboxes {
  const log = openMessageLog(join(dir, 'messages.log'))
  const messages = openMessageStore(database, log)
  return {
    messages,
    folders: openFolderStore(database, messages),
    attachments: openAttachmentStore(database, messages),
    close() {
      messages.flush()
      log.close()
    },
  }
}
