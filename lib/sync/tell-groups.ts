import type { CheckedMailbox } from './ledger/mapping-check-ledger.ts'
import type { GroupDirectory } from './ports/directory.ts'

/**
 * Tells groups from what is not there at all: one more look, only for addresses that are nobody's. Where nobody knows, they stay
 * not found.
 */
export async function tellGroups(
  groups: GroupDirectory,
  checked: readonly CheckedMailbox[],
): Promise<CheckedMailbox[]> {
  const missing = checked.filter(({ status }) => status === 'not-found').map(({ mailbox }) => mailbox)
  const found = missing.length > 0 ? await groups.findGroups(missing) : null
  return checked.map((one) =>
    one.status === 'not-found' && found?.has(one.mailbox) ? { ...one, status: 'group' } : one,
  )
}
