import { resolveFolder, resolveMailbox } from '../folders/resolve-mailbox.ts'
import {
  type GraphContext,
  type GraphHandler,
  type GraphRequest,
  type GraphResponse,
  wantsImmutableIds,
} from '../graph-exchange.ts'
import { toGraphInstant } from '../graph-instant.ts'
import { badRequest } from '../graph-refusal.ts'
import { readJsonObject } from '../read-json-object.ts'
import { toGraphMessage } from './message-shape.ts'
import { readNewMessage } from './read-new-message.ts'

/** POST users/{user}/mailFolders/{folder}/messages */
export const createMessage: GraphHandler = (context, request, params) => {
  const { mailbox } = resolveMailbox(context, params)
  return createIn(context, request, mailbox, resolveFolder(context, mailbox, params.folder ?? '').number)
}

/** POST users/{user}/messages: into Drafts, whatever the message says of itself. */
export const createDraft: GraphHandler = (context, request, params) => {
  const { mailbox } = resolveMailbox(context, params)
  return createIn(context, request, mailbox, resolveFolder(context, mailbox, 'drafts').number)
}

function createIn(
  context: GraphContext,
  request: GraphRequest,
  mailbox: number,
  folder: number,
): GraphResponse {
  if (request.query.size > 0) throw badRequest('The sandbox models no query options where messages are made.')
  const now = context.now()
  const createdAt = toGraphInstant(now)
  const message = readNewMessage(readJsonObject(request), now, context.newId)
  const number = context.messages.atomically(() => {
    const made = context.messages.insert(mailbox, folder, message, createdAt)
    for (const attachment of message.attachments) context.attachments.insert(made, attachment, createdAt)
    return made
  })
  const stored = {
    ...message,
    number,
    mailbox,
    folder,
    generation: 0,
    hasAttachments: message.attachments.some((attachment) => !attachment.isInline),
    createdAt,
    modifiedAt: createdAt,
  }
  return {
    status: 201,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#users/messages/$entity`,
      ...toGraphMessage(stored, null, wantsImmutableIds(request)),
    },
  }
}
