import {
  createChildFolder,
  createFolder,
  deleteFolder,
  getFolder,
  listChildFolders,
  listFolders,
  moveFolder,
  renameFolder,
} from './folders/answer-folders.ts'
import { listGroups } from './groups/answer-groups.ts'
import { addAttachment } from './messages/add-attachment.ts'
import { getAttachment, listAttachments } from './messages/answer-attachments.ts'
import { getMessage, listFolderMessages, listMailboxMessages } from './messages/answer-messages.ts'
import { createDraft, createMessage } from './messages/create-message.ts'
import { deleteMessage, moveMessage } from './messages/move-message.ts'
import { updateMessage } from './messages/update-message.ts'
import type { AppPermission, Route } from './router.ts'
import { createUploadSession } from './uploads/create-upload-session.ts'
import { getUser, listUsers } from './users/answer-users.ts'

const directory = 'User.Read.All' satisfies AppPermission
const mail = 'Mail.ReadWrite' satisfies AppPermission

const FOLDERS = 'users/:user/mailFolders'
const MESSAGES = 'users/:user/messages'
const FOLDER_MESSAGES = `${FOLDERS}/:folder/messages`

/** Everything that the sandbox answers below `/v1.0`. */
export const GRAPH_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: 'users', permission: directory, handle: listUsers },
  { method: 'GET', pattern: 'users/:user', permission: directory, handle: getUser },

  { method: 'GET', pattern: 'groups', permission: 'Group.Read.All', handle: listGroups },

  { method: 'GET', pattern: FOLDERS, permission: mail, handle: listFolders },
  { method: 'POST', pattern: FOLDERS, permission: mail, handle: createFolder },
  { method: 'GET', pattern: `${FOLDERS}/:folder`, permission: mail, handle: getFolder },
  { method: 'PATCH', pattern: `${FOLDERS}/:folder`, permission: mail, handle: renameFolder },
  { method: 'DELETE', pattern: `${FOLDERS}/:folder`, permission: mail, handle: deleteFolder },
  { method: 'POST', pattern: `${FOLDERS}/:folder/move`, permission: mail, handle: moveFolder },
  { method: 'GET', pattern: `${FOLDERS}/:folder/childFolders`, permission: mail, handle: listChildFolders },
  { method: 'POST', pattern: `${FOLDERS}/:folder/childFolders`, permission: mail, handle: createChildFolder },

  { method: 'GET', pattern: FOLDER_MESSAGES, permission: mail, handle: listFolderMessages },
  { method: 'POST', pattern: FOLDER_MESSAGES, permission: mail, makesMessages: true, handle: createMessage },
  { method: 'GET', pattern: MESSAGES, permission: mail, handle: listMailboxMessages },
  { method: 'POST', pattern: MESSAGES, permission: mail, makesMessages: true, handle: createDraft },
  ...[`${MESSAGES}/:message`, `${FOLDER_MESSAGES}/:message`].flatMap((message): Route[] => [
    { method: 'GET', pattern: message, permission: mail, handle: getMessage },
    { method: 'PATCH', pattern: message, permission: mail, handle: updateMessage },
    { method: 'DELETE', pattern: message, permission: mail, handle: deleteMessage },
    { method: 'POST', pattern: `${message}/move`, permission: mail, handle: moveMessage },
    { method: 'GET', pattern: `${message}/attachments`, permission: mail, handle: listAttachments },
    { method: 'POST', pattern: `${message}/attachments`, permission: mail, handle: addAttachment },
    {
      method: 'POST',
      pattern: `${message}/attachments/createUploadSession`,
      permission: mail,
      handle: createUploadSession,
    },
    { method: 'GET', pattern: `${message}/attachments/:attachment`, permission: mail, handle: getAttachment },
  ]),
]
