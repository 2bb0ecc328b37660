import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import type { Person } from '#sandbox/directory/person.ts'
import { folderId } from '#sandbox/graph/folders/folder-shape.ts'
import { type Folder, ROOT_FOLDER } from '#sandbox/graph/folders/folder-store.ts'
import type { StoredAttachment } from '#sandbox/graph/messages/attachment-store.ts'
import type { ExtendedProperty } from '#sandbox/graph/messages/extended-property.ts'
import { messageId } from '#sandbox/graph/messages/message-shape.ts'
import type { MessageHeader } from '#sandbox/graph/messages/read-message-headers.ts'
import type { MessageColumns } from '#sandbox/graph/messages/stored-message.ts'
import type { Mailboxes } from '#sandbox/graph/open-mailboxes.ts'

export type MailboxContents = {
  user: Person
  folders: { displayName: string; id: string; path: string; messages: MessageContents[] }[]
}

export type MessageContents = Omit<
  MessageColumns,
  'number' | 'mailbox' | 'folder' | 'generation' | 'revision'
> &
  Record<string, unknown> & {
    /** The immutable one. */
    id: string
    internetMessageHeaders?: MessageHeader[]
    singleValueExtendedProperties: ExtendedProperty[]
    attachments: Omit<StoredAttachment, 'number' | 'message' | 'createdAt' | 'contentAt'>[]
  }

/** People with a mailbox. */
export function mailboxOwners(directory: DirectoryStore): Person[] {
  return directory.all().filter((person) => person.hasMailbox)
}

/** Everything that a mailbox holds, oldest message first; bytes of attachments as their hash. */
export function readMailbox(user: Person, mailboxes: Mailboxes): MailboxContents {
  const mailbox = mailboxes.folders.mailboxOf(user.id)
  const root = mailboxes.folders.findWellKnown(mailbox, ROOT_FOLDER)
  return {
    user,
    folders: root
      ? descendants(root, mailboxes, '').map(({ folder, path }) => ({
          displayName: folder.displayName,
          id: folderId(folder),
          path,
          messages: messagesIn(folder, mailboxes),
        }))
      : [],
  }
}

/** How many messages lie in each folder of a mailbox, without reading them. */
export function countMessages(user: Person, mailboxes: Mailboxes): { path: string; messages: number }[] {
  const mailbox = mailboxes.folders.mailboxOf(user.id)
  const root = mailboxes.folders.findWellKnown(mailbox, ROOT_FOLDER)
  if (!root) return []
  return descendants(root, mailboxes, '').map(({ folder, path }) => ({
    path,
    messages: mailboxes.folders.counts(folder).items,
  }))
}

function descendants(
  parent: Folder,
  mailboxes: Mailboxes,
  prefix: string,
): { folder: Folder; path: string }[] {
  return mailboxes.folders.children(parent.number).flatMap((folder) => {
    const path = `${prefix}${folder.displayName}`
    return [{ folder, path }, ...descendants(folder, mailboxes, `${path}/`)]
  })
}

function messagesIn(folder: Folder, mailboxes: Mailboxes): MessageContents[] {
  const query = {
    mailbox: folder.mailbox,
    folder: folder.number,
    condition: null,
    order: { column: 'received_at', direction: 'ASC' },
    hidden: [],
    limit: -1,
    offset: 0,
  } as const
  return mailboxes.messages.list(query).map((message) => {
    const {
      number,
      mailbox: _mailbox,
      folder: _folder,
      generation,
      revision: _revision,
      ...columns
    } = message.columns
    const headers = message.internetMessageHeaders
    return {
      id: messageId({ number, mailbox: folder.mailbox, generation }, true),
      ...columns,
      ...message.properties,
      ...(headers ? { internetMessageHeaders: headers } : {}),
      singleValueExtendedProperties: message.extendedProperties,
      attachments: mailboxes.attachments
        .ofMessage(number)
        .map(({ name, contentType, sizeBytes, sha256, isInline, contentId }) => ({
          name,
          contentType,
          sizeBytes,
          sha256,
          isInline,
          contentId,
        })),
    }
  })
}
