import type { CheckLedger } from './ledger/check-ledger.ts'
import type { Clock } from './ports/clock.ts'
import type { JobRequests } from './ports/job-requests.ts'
import type { Log } from './ports/log.ts'

export type CheckRunPorts = {
  checks: CheckLedger
  jobs: Pick<JobRequests, 'deliverMailbox'>
  clock: Clock
  log: Log
}

/** A mailbox that does not answer for so long is written down as not checked. */
export const GIVE_UP_AFTER_MS = 6 * 3_600_000
/** Each that is done asks for the next ones: deliveries need the workers' loops too. */
const MAILBOXES_AT_ONCE = 16

/**
 * Has the folders that a finished run has written to looked through, for messages that are there twice, and closes that when
 * all are. Each is looked through in its mailbox's next turn (see check-mailbox.ts). Nothing is changed in a mailbox, nor in the
 * run's report, and what cannot be looked through fails nothing: it is said beside the report.
 */
export async function checkFolders(
  ports: CheckRunPorts,
  run: { tenantId: string; runId: string },
): Promise<void> {
  const now = ports.clock.now()
  const finishedAt = await ports.checks.openCheck(run.tenantId, run.runId)
  if (!finishedAt) return
  const isTooLate = now.getTime() - finishedAt.getTime() > GIVE_UP_AFTER_MS
  const asked = new Set<bigint>()
  for (const folder of await ports.checks.foldersToCheck(run.tenantId, run.runId)) {
    const isHeld = folder.notBefore !== null && folder.notBefore > now
    if (isHeld && isTooLate) await ports.checks.saveCheck({ ...run, ...folder, ...HELD_TOO_LONG, at: now })
    else if (!asked.has(folder.mailboxId) && asked.size < MAILBOXES_AT_ONCE) {
      asked.add(folder.mailboxId)
      await ports.jobs.deliverMailbox({ tenantId: run.tenantId, mailboxId: folder.mailboxId })
    }
  }
  if (asked.size > 0) return
  const { doubles } = await ports.checks.closeCheck(run.tenantId, run.runId, now)
  if (doubles > 0) ports.log.warn({ runId: run.runId, doubles }, 'messages are in a folder twice')
}

const HELD_TOO_LONG = {
  outcome: 'not-checked' as const,
  detail: 'throttled',
  messages: 0,
  doubles: 0,
  doubleItemIds: [],
  use: [],
}
