import type { Person } from '#sandbox/directory/person.ts'
import type { GraphContext, PathParams } from '../graph-exchange.ts'
import { GraphRefusal, itemNotFound, malformedId } from '../graph-refusal.ts'
import { fromOpaqueId } from '../opaque-id.ts'
import type { Folder } from './folder-store.ts'

/**
 * The mailbox that a path names. Whether the account is disabled plays no part: Exchange keeps the mailbox.
 * @throws {GraphRefusal} as Exchange does for a user who does not exist, and for one without a mailbox.
 */
export function resolveMailbox(
  context: GraphContext,
  params: PathParams,
): { mailbox: number; userId: string; person: Person } {
  const key = params.user ?? ''
  const person = context.directory.findByKey(key)
  if (!person) throw new GraphRefusal(404, 'ErrorInvalidUser', `The requested user '${key}' is invalid.`)
  if (!person.hasMailbox) throw noMailbox(person)
  return { mailbox: context.folders.mailboxOf(person.id), userId: person.id, person }
}

/** The folder that a path or body names, by id or well-known name. @throws {GraphRefusal} when it is not there. */
export function resolveFolder(context: GraphContext, mailbox: number, key: string): Folder {
  const id = fromOpaqueId(key)
  const wellKnown = id ? undefined : context.folders.findWellKnown(mailbox, key)
  if (wellKnown) return wellKnown
  if (id?.kind !== 'folder') throw malformedId()
  const folder = id.mailbox === mailbox ? context.folders.find(mailbox, id.number) : undefined
  if (!folder) throw itemNotFound()
  return folder
}

/** Exchange's words for the same fact have changed over the years, and differ by what became of the mailbox. */
function noMailbox(person: Person): GraphRefusal {
  switch (person.mailboxState) {
    case 'onPremises':
      return new GraphRefusal(
        404,
        'MailboxNotEnabledForRESTAPI',
        'REST API is not yet supported for this mailbox.',
      )
    case 'softDeleted':
      return new GraphRefusal(
        404,
        'ErrorNonExistentMailbox',
        'The specified object was not found in the store.',
      )
    case 'inactive':
    case 'none':
      return new GraphRefusal(
        404,
        'MailboxNotEnabledForRESTAPI',
        'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
      )
  }
}
