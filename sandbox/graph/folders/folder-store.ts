import type { DatabaseSync } from 'node:sqlite'
import type { MessageStore } from '../messages/message-store.ts'

export type Folder = {
  number: number
  mailbox: number
  parent: number | null
  displayName: string
  wellKnown: string | null
  isHidden: boolean
}

/** The folders that Exchange makes with a mailbox, by their well-known names, and what an English mailbox calls them. */
const WELL_KNOWN_FOLDERS = {
  archive: 'Archive',
  deleteditems: 'Deleted Items',
  drafts: 'Drafts',
  inbox: 'Inbox',
  junkemail: 'Junk Email',
  outbox: 'Outbox',
  sentitems: 'Sent Items',
} as const

export const ROOT_FOLDER = 'msgfolderroot'

export type FolderStore = ReturnType<typeof openFolderStore>

export function openFolderStore(database: DatabaseSync, messages: MessageStore) {
  const insertMailbox = database.prepare('INSERT INTO mailboxes (user_id) VALUES (?)')
  const findMailbox = database.prepare('SELECT number FROM mailboxes WHERE user_id = ?')
  const insertFolder = database.prepare(
    'INSERT INTO folders (mailbox, parent, display_name, name_key, well_known, is_hidden) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const byNumber = database.prepare('SELECT * FROM folders WHERE number = ? AND mailbox = ?')
  const byWellKnown = database.prepare('SELECT * FROM folders WHERE mailbox = ? AND well_known = ?')
  const byName = database.prepare('SELECT * FROM folders WHERE parent = ? AND name_key = ?')
  const childrenOf = database.prepare('SELECT * FROM folders WHERE parent = ? ORDER BY name_key')
  const countItems = database.prepare(
    `SELECT count(*) AS total, coalesce(sum(1 - is_read), 0) AS unread, coalesce(sum(size_bytes), 0) AS size
     FROM messages WHERE folder = ?`,
  )
  const countChildren = database.prepare('SELECT count(*) AS total FROM folders WHERE parent = ?')
  const renameFolder = database.prepare('UPDATE folders SET display_name = ?, name_key = ? WHERE number = ?')
  const moveFolder = database.prepare('UPDATE folders SET parent = ? WHERE number = ?')
  const deleteOwnFolders = database.prepare('DELETE FROM folders WHERE well_known IS NULL')
  const deleteFolder = database.prepare('DELETE FROM folders WHERE number = ?')

  const mailboxes = new Map<string, number>()
  const wellKnown = new Map<string, Folder>()

  function create(
    mailbox: number,
    parent: number | null,
    displayName: string,
    wellKnown: string | null,
    isHidden: boolean,
  ) {
    const { lastInsertRowid } = insertFolder.run(
      mailbox,
      parent,
      displayName,
      nameKey(displayName),
      wellKnown,
      isHidden ? 1 : 0,
    )
    return Number(lastInsertRowid)
  }

  function createMailbox(userId: string): number {
    database.exec('BEGIN')
    try {
      const mailbox = Number(insertMailbox.run(userId).lastInsertRowid)
      const root = create(mailbox, null, 'Top of Information Store', ROOT_FOLDER, false)
      for (const [wellKnown, displayName] of Object.entries(WELL_KNOWN_FOLDERS)) {
        create(mailbox, root, displayName, wellKnown, false)
      }
      database.exec('COMMIT')
      return mailbox
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  return {
    /** The number of a user's mailbox, which is made with its folders when it is first looked at. */
    mailboxOf(userId: string): number {
      const known = mailboxes.get(userId)
      if (known !== undefined) return known
      const row = findMailbox.get(userId)
      const mailbox = row ? Number(row.number) : createMailbox(userId)
      mailboxes.set(userId, mailbox)
      return mailbox
    },
    find: (mailbox: number, number: number) => toFolder(byNumber.get(number, mailbox)),
    /** Never renamed, never deleted: read once. */
    findWellKnown(mailbox: number, name: string): Folder | undefined {
      const key = `${mailbox} ${name.toLowerCase()}`
      const known = wellKnown.get(key)
      if (known) return known
      const folder = toFolder(byWellKnown.get(mailbox, name.toLowerCase()))
      if (folder) wellKnown.set(key, folder)
      return folder
    },
    findChild: (parent: number, displayName: string) => toFolder(byName.get(parent, nameKey(displayName))),
    children: (parent: number): Folder[] => childrenOf.all(parent).flatMap((row) => toFolder(row) ?? []),
    create: (parent: Folder, displayName: string, isHidden: boolean): number =>
      create(parent.mailbox, parent.number, displayName, null, isHidden),
    rename: (folder: Folder, displayName: string): void => {
      renameFolder.run(displayName, nameKey(displayName), folder.number)
    },
    move: (folder: Folder, destination: Folder): void => {
      moveFolder.run(destination.number, folder.number)
    },
    /** Whether a folder is another one, or lies somewhere below it. */
    isWithin(folder: Folder, other: Folder): boolean {
      for (let at: Folder | undefined = folder; at; at = toFolder(byNumber.get(at.parent, at.mailbox)))
        if (at.number === other.number) return true
      return false
    },
    /** Every folder that a client made, in every mailbox. */
    deleteAllOwn: (): void => {
      deleteOwnFolders.run()
    },
    /** With everything in it. */
    delete: (folder: Folder): void => {
      deleteFolder.run(folder.number)
      messages.deleteOrphans(folder.mailbox)
    },
    counts(folder: Folder): { items: number; unread: number; children: number; sizeBytes: number } {
      messages.flush()
      const items = countItems.get(folder.number)
      return {
        items: Number(items?.total ?? 0),
        unread: Number(items?.unread ?? 0),
        sizeBytes: Number(items?.size ?? 0),
        children: Number(countChildren.get(folder.number)?.total ?? 0),
      }
    },
  }
}

/** Exchange has one folder of a name, whatever its case. */
function nameKey(displayName: string): string {
  return displayName.toLowerCase()
}

function toFolder(row: Record<string, unknown> | undefined): Folder | undefined {
  if (!row) return undefined
  return {
    number: Number(row.number),
    mailbox: Number(row.mailbox),
    parent: row.parent === null ? null : Number(row.parent),
    displayName: String(row.display_name),
    wellKnown: row.well_known === null ? null : String(row.well_known),
    isHidden: row.is_hidden === 1,
  }
}
