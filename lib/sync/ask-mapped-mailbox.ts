import type { Questions } from './ask-directory.ts'
import type { MappedMailbox } from './ledger/run-ledger.ts'
import type { DirectoryAnswer } from './ports/directory.ts'

type Answer =
  | Exclude<DirectoryAnswer, { found: false }>
  | Extract<DirectoryAnswer, { found: false }>
  /** The address belongs to somebody else by now, and whom the row was confirmed for has no mailbox. */
  | { found: false; reason: 'address-moved' }

export type MappedAnswer = Answer & { mapped: MappedMailbox | null }

/**
 * Asks for the mailbox of a row of the custom mapping. The row is about a person, not about an address: when the address has
 * moved to somebody else, or is nobody's any more, the person is followed; an alias that changes hands must not take one
 * person's messages along into another's mailbox.
 */
export async function askMappedMailbox(
  questions: Pick<Questions, 'ask' | 'askById'>,
  { mailbox, objectId }: { mailbox: string; objectId: string | null },
): Promise<MappedAnswer> {
  const byAddress = await questions.ask(mailbox)
  if (byAddress.found === 'unanswered') return { ...byAddress, mapped: null }
  const holder = byAddress.found ? byAddress.user : null
  const isMoved = objectId !== null && holder !== null && holder.objectId !== objectId
  const isGone = objectId !== null && !byAddress.found && byAddress.reason === 'not-found'
  if (!isMoved && !isGone) return { ...byAddress, mapped: toMapped(mailbox, byAddress, null) }
  const byId = await questions.askById(objectId)
  if (byId.found === 'unanswered') return { ...byId, mapped: null }
  const movedTo = isMoved ? holder.displayName || holder.address : null
  const isNobody = !byId.found && byId.reason === 'not-found'
  const answer: Answer = isNobody && isMoved ? { found: false, reason: 'address-moved' } : byId
  return { ...answer, mapped: toMapped(mailbox, answer, movedTo) }
}

function toMapped(
  mailbox: string,
  answer: Exclude<Answer, { found: 'unanswered' }>,
  movedTo: string | null,
): MappedMailbox {
  return answer.found
    ? { mailbox, user: answer.user, reason: null, movedTo }
    : { mailbox, user: null, reason: answer.reason, movedTo }
}
