import { resolveFolder, resolveMailbox } from '../folders/resolve-mailbox.ts'
import {
  type GraphContext,
  type GraphHandler,
  type GraphRequest,
  type GraphResponse,
  type PathParams,
  wantsImmutableIds,
} from '../graph-exchange.ts'
import { toGraphInstant } from '../graph-instant.ts'
import { badRequest } from '../graph-refusal.ts'
import { readJsonObject } from '../read-json-object.ts'
import { refuseFullMailbox, refuseLargeMessage } from './mailbox-limits.ts'
import type { ItemBody } from './message-properties.ts'
import { wholeMessageHead } from './message-shape.ts'
import { type NewMessage, readNewMessage } from './read-new-message.ts'

/** POST users/{user}/mailFolders/{folder}/messages */
export const createMessage: GraphHandler = (context, request, params) =>
  createIn(context, request, params, params.folder ?? '')

/** POST users/{user}/messages: into Drafts, whatever the message says of itself. */
export const createDraft: GraphHandler = (context, request, params) =>
  createIn(context, request, params, 'drafts')

function createIn(
  context: GraphContext,
  request: GraphRequest,
  params: PathParams,
  folderKey: string,
): GraphResponse {
  const { mailbox, person } = resolveMailbox(context, params)
  const folder = resolveFolder(context, mailbox, folderKey)
  if (request.query.size > 0) throw badRequest('The sandbox models no query options where messages are made.')
  const now = context.now()
  const message = readNewMessage(readJsonObject(request), now, context.newId)
  const sizeBytes = sizeOf(message)
  refuseLargeMessage(context, person, sizeBytes)
  refuseFullMailbox(context, person, mailbox, sizeBytes)
  const immutableIds = wantsImmutableIds(request)
  const made = context.messages.insert(mailbox, folder.number, message, toGraphInstant(now), (columns) =>
    wholeMessageHead(columns, context.baseUrl, immutableIds),
  )
  context.visibility.hide(mailbox, made.number, context.knobs().filterVisibilityMs)
  return { status: 201, json: made.answer }
}

function sizeOf(message: NewMessage): number {
  const { content } = message.properties.body as ItemBody
  return message.attachments.reduce(
    (sum, attachment) => sum + attachment.content.length,
    typeof content === 'string' ? Buffer.byteLength(content) : content.sizeBytes,
  )
}
