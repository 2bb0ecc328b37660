import { resolveFolder } from '../folders/resolve-mailbox.ts'
import { type GraphHandler, wantsImmutableIds } from '../graph-exchange.ts'
import { toGraphInstant } from '../graph-instant.ts'
import { badRequest } from '../graph-refusal.ts'
import { readJsonObject } from '../read-json-object.ts'
import { wholeMessageJson } from './message-shape.ts'
import { resolveMessage } from './resolve-message.ts'

/** POST users/{user}/messages/{message}/move: its ordinary id changes, its immutable id stays. */
export const moveMessage: GraphHandler = (context, request, params) => {
  const { message, mailbox } = resolveMessage(context, params)
  const { destinationId, ...others } = readJsonObject(request)
  if (typeof destinationId !== 'string' || Object.keys(others).length > 0) {
    throw badRequest('move takes a destinationId: the id or the well-known name of a folder.')
  }
  const destination = resolveFolder(context, mailbox, destinationId)
  const { number } = message.columns
  context.messages.move(number, destination.number, toGraphInstant(context.now()))
  const moved = context.messages.find(mailbox, number) ?? message
  return { status: 201, json: wholeMessageJson(moved, context.baseUrl, wantsImmutableIds(request)) }
}

/**
 * DELETE users/{user}/messages/{message}: into Deleted Items first, and from there out of sight. Recoverable Items, where
 * a real mailbox keeps it then, is not modelled.
 */
export const deleteMessage: GraphHandler = (context, _request, params) => {
  const { message, mailbox } = resolveMessage(context, params)
  const deletedItems = resolveFolder(context, mailbox, 'deleteditems')
  const { number, folder } = message.columns
  if (folder === deletedItems.number) context.messages.delete(message)
  else context.messages.move(number, deletedItems.number, toGraphInstant(context.now()))
  return { status: 204 }
}
