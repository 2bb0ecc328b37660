import type { CheckedMailbox } from './ledger/mapping-check-ledger.ts'
import type { DirectoryAnswer } from './ports/directory.ts'

/** What a row of a mapping keeps of the directory's answer. */
export function toCheckedMailbox(mailbox: string, answer: DirectoryAnswer): CheckedMailbox {
  if (answer.found === 'unanswered')
    return { mailbox, objectId: null, displayName: null, status: 'unanswered' }
  if (!answer.found) return { mailbox, objectId: null, displayName: null, status: answer.reason }
  const { objectId, displayName, isDisabled } = answer.user
  return { mailbox, objectId, displayName, status: isDisabled ? 'disabled' : 'found' }
}
