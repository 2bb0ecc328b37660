import { setTimeout as waitForTimer } from 'node:timers/promises'
import type { CheckedMailbox } from './ledger/mapping-check-ledger.ts'
import type { Directory, GroupDirectory } from './ports/directory.ts'
import { tellGroups } from './tell-groups.ts'
import { toCheckedMailbox } from './to-checked-mailbox.ts'

type LookUpPorts = {
  directory: Directory & GroupDirectory
  wait?: (timeMs: number, signal: AbortSignal) => Promise<unknown>
}

/**
 * Asks for a few mailboxes while somebody waits. What was not answered by the deadline, or could not be asked, is unanswered: the
 * first run that needs it asks again.
 */
export async function lookUpMailboxes(
  ports: LookUpPorts,
  mailboxes: readonly string[],
  timeoutMs: number,
): Promise<Map<string, CheckedMailbox>> {
  const wait = ports.wait ?? ((timeMs, signal) => waitForTimer(timeMs, undefined, { signal }))
  const over = new AbortController()
  const deadline = wait(timeoutMs, over.signal).then(
    () => null,
    () => null,
  )
  const checked = await Promise.all(
    [...new Set(mailboxes)].map(async (mailbox) => {
      // Thrown is what is about the app and not about this address: its token, its permission.
      const asked = ports.directory.findUser(mailbox).catch(() => null)
      const answer = await Promise.race([asked, deadline])
      return answer ? toCheckedMailbox(mailbox, answer) : unanswered(mailbox)
    }),
  )
  const told = await Promise.race([tellGroups(ports.directory, checked).catch(() => null), deadline])
  over.abort()
  return new Map((told ?? checked).map((one) => [one.mailbox, one]))
}

function unanswered(mailbox: string): CheckedMailbox {
  return { mailbox, objectId: null, displayName: null, status: 'unanswered' }
}
