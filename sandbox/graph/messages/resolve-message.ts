import type { Person } from '#sandbox/directory/person.ts'
import { resolveFolder, resolveMailbox } from '../folders/resolve-mailbox.ts'
import type { GraphContext, PathParams } from '../graph-exchange.ts'
import { itemNotFound, malformedId } from '../graph-refusal.ts'
import { fromOpaqueId } from '../opaque-id.ts'
import type { StoredMessage } from './stored-message.ts'

export type FoundMessage = { message: StoredMessage; mailbox: number; userId: string; person: Person }

/**
 * The message that a path names, inside the folder if the path names one. An ordinary id from before a move finds nothing
 * any more, an immutable one does.
 * @throws {GraphRefusal}
 */
export function resolveMessage(context: GraphContext, params: PathParams): FoundMessage {
  const { mailbox, userId, person } = resolveMailbox(context, params)
  const id = fromOpaqueId(params.message ?? '')
  if (id?.kind !== 'message' && id?.kind !== 'immutable-message') throw malformedId()
  const message = id.mailbox === mailbox ? context.messages.find(mailbox, id.number) : undefined
  if (!message) throw itemNotFound()
  if (id.kind === 'message' && id.generation !== (message.columns.generation & 0xff)) throw itemNotFound()
  const folderKey = params.folder
  if (
    folderKey !== undefined &&
    resolveFolder(context, mailbox, folderKey).number !== message.columns.folder
  ) {
    throw itemNotFound()
  }
  return { message, mailbox, userId, person }
}
