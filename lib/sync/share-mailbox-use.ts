import type { ClaimedMailbox, MailboxUse } from './ledger/delivery-ledger.ts'
import type { Clock } from './ports/clock.ts'
import type { MailboxWriter } from './ports/mailbox-writer.ts'

type UsePorts = { mailboxes: Pick<MailboxWriter, 'resumeUse' | 'takeUse'>; clock: Clock }

/**
 * Exchange's budgets are of a mailbox, whoever sends. The turns at a mailbox are one after the other, so each starts with what
 * the ones before have sent, by whichever worker, and tells what it has sent together with its results.
 */
export function resumeUse({ mailboxes, clock }: UsePorts, { objectId, use }: ClaimedMailbox): void {
  const nowMs = clock.now().getTime()
  mailboxes.resumeUse(
    objectId,
    use.map(({ at, ...sent }) => ({ agoMs: nowMs - at.getTime(), ...sent })),
  )
}

/** What this process has sent to the mailbox and told nobody yet; to be written by whoever asks. */
export function takeUse({ mailboxes, clock }: UsePorts, objectId: string): MailboxUse[] {
  const nowMs = clock.now().getTime()
  return mailboxes.takeUse(objectId).map(({ agoMs, ...sent }) => ({ at: new Date(nowMs - agoMs), ...sent }))
}
