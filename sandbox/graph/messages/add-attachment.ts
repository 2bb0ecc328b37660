import type { GraphContext, GraphHandler } from '../graph-exchange.ts'
import { toGraphInstant } from '../graph-instant.ts'
import { badRequest } from '../graph-refusal.ts'
import { readJsonObject } from '../read-json-object.ts'
import { toGraphAttachment } from './attachment-shape.ts'
import { refuseFullMailbox, refuseLargeMessage } from './mailbox-limits.ts'
import { MAX_ATTACHMENTS, readAttachment } from './read-attachments.ts'
import { type FoundMessage, resolveMessage } from './resolve-message.ts'

/** Everything that is answered of an attachment but its bytes, which the client has just sent. */
const ANSWERED = new Set([
  'id',
  'lastModifiedDateTime',
  'name',
  'contentType',
  'size',
  'isInline',
  'contentId',
])

/** POST users/{user}/messages/{message}/attachments: less than 3 MB, to a draft or a received message. */
export const addAttachment: GraphHandler = (context, request, params) => {
  const found = resolveMessage(context, params)
  const attachment = readAttachment(readJsonObject(request))
  refuseAttachment(context, found, attachment.content.length)
  const columns = context.messages.attach(found.message, attachment, toGraphInstant(context.now()))
  const stored = { ...columns, contentAt: 0 }
  return {
    status: 201,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#users/messages/attachments/$entity`,
      ...toGraphAttachment(stored, found.mailbox, context.attachments, ANSWERED),
    },
  }
}

/** @throws {GraphRefusal} when the message or its mailbox has no room for another file of that size. */
export function refuseAttachment(
  context: GraphContext,
  { message, mailbox, person }: FoundMessage,
  sizeBytes: number,
): void {
  if (context.messages.countAttachments(message) >= MAX_ATTACHMENTS) {
    throw badRequest(`A message has at most ${MAX_ATTACHMENTS} attachments.`)
  }
  refuseLargeMessage(context, person, message.columns.sizeBytes + sizeBytes)
  refuseFullMailbox(context, person, mailbox, sizeBytes)
}
