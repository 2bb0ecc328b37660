/** Where the things of a mailbox are, below Graph's version. */

/** Below the mailbox's root, by its well-known name: display names are translated, this is not. */
export function childFoldersPath(mailboxObjectId: string): string {
  return `${userPath(mailboxObjectId)}/mailFolders/msgfolderroot/childFolders`
}

export function folderMessagesPath(mailboxObjectId: string, folderId: string): string {
  return `${folderPath(mailboxObjectId, folderId)}/messages`
}

/** @param folderId or a well-known name. */
export function folderPath(mailboxObjectId: string, folderId: string): string {
  return `${userPath(mailboxObjectId)}/mailFolders/${encodeURIComponent(folderId)}`
}

export function allMessagesPath(mailboxObjectId: string): string {
  return `${userPath(mailboxObjectId)}/messages`
}

export function attachmentsPath(mailboxObjectId: string, messageId: string): string {
  return `${allMessagesPath(mailboxObjectId)}/${encodeURIComponent(messageId)}/attachments`
}

function userPath(mailboxObjectId: string): string {
  return `/users/${encodeURIComponent(mailboxObjectId)}`
}
