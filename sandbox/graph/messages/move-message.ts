import { resolveFolder } from '../folders/resolve-mailbox.ts'
import { type GraphHandler, wantsImmutableIds } from '../graph-exchange.ts'
import { toGraphInstant } from '../graph-instant.ts'
import { badRequest } from '../graph-refusal.ts'
import { readJsonObject } from '../read-json-object.ts'
import { toGraphMessage } from './message-shape.ts'
import { resolveMessage } from './resolve-message.ts'

/** POST users/{user}/messages/{message}/move: its ordinary id changes, its immutable id stays. */
export const moveMessage: GraphHandler = (context, request, params) => {
  const message = resolveMessage(context, params)
  const { destinationId, ...others } = readJsonObject(request)
  if (typeof destinationId !== 'string' || Object.keys(others).length > 0) {
    throw badRequest('move takes a destinationId: the id or the well-known name of a folder.')
  }
  const destination = resolveFolder(context, message.mailbox, destinationId)
  const modifiedAt = toGraphInstant(context.now())
  context.messages.move(message.number, destination.number, modifiedAt)
  const moved = { ...message, folder: destination.number, generation: message.generation + 1, modifiedAt }
  return {
    status: 201,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#users/messages/$entity`,
      ...toGraphMessage(moved, null, wantsImmutableIds(request)),
    },
  }
}

/**
 * DELETE users/{user}/messages/{message}: into Deleted Items first, and from there out of sight. Recoverable Items, where
 * a real mailbox keeps it then, is not modelled.
 */
export const deleteMessage: GraphHandler = (context, _request, params) => {
  const message = resolveMessage(context, params)
  const deletedItems = resolveFolder(context, message.mailbox, 'deleteditems')
  if (message.folder === deletedItems.number) context.messages.delete(message.number)
  else context.messages.move(message.number, deletedItems.number, toGraphInstant(context.now()))
  return { status: 204 }
}
