import { GIVE_UP_AFTER_MS } from './check-folders.ts'
import type { CheckLedger, FolderCheck, FolderToCheck } from './ledger/check-ledger.ts'
import type { ClaimedMailbox } from './ledger/delivery-ledger.ts'
import { listDoubles } from './list-doubles.ts'
import type { Clock } from './ports/clock.ts'
import type { JobRequests } from './ports/job-requests.ts'
import type { MailboxWriter } from './ports/mailbox-writer.ts'
import { takeUse } from './share-mailbox-use.ts'

export type CheckPorts = {
  checks: CheckLedger
  mailboxes: MailboxWriter
  jobs: Pick<JobRequests, 'checkFolders'>
  clock: Clock
  /** Lets few folders be looked through at once: each keeps the keys that it has seen. */
  inListingTurn: <T>(work: () => Promise<T>) => Promise<T>
}

/** Exchange may not list yet what was made a moment ago. */
const FRESH_MS = 5_000

/**
 * Looks through the mailbox's folders for finished runs. It is part of a turn at the mailbox, after its deliveries: with a turn
 * of its own, beside another worker's four requests, it would be the fifth.
 */
export async function checkMailbox(ports: CheckPorts, mailbox: ClaimedMailbox): Promise<void> {
  const { tenantId, mailboxId } = mailbox
  const finishedBefore = new Date(ports.clock.now().getTime() - FRESH_MS)
  const folders = await ports.checks.foldersOfMailbox(tenantId, mailboxId, finishedBefore)
  for (const folder of folders) {
    const { runId, finishedAt } = folder
    const isTooLate = ports.clock.now().getTime() - finishedAt.getTime() > GIVE_UP_AFTER_MS
    const check = await ports.inListingTurn(() => checkFolder(ports, tenantId, folder, isTooLate))
    // Asked for again by the tick: whatever keeps one folder from answering keeps the others of the mailbox.
    if (!check) return
    const at = ports.clock.now()
    const use = takeUse(ports, folder.objectId)
    await ports.checks.saveCheck({ tenantId, ...folder, ...check, at, use })
    await ports.jobs.checkFolders({ tenantId, runId })
  }
}

/** @returns null when it has to be asked for again. */
async function checkFolder(
  ports: CheckPorts,
  tenantId: string,
  folder: FolderToCheck,
  isTooLate: boolean,
): Promise<FolderCheck | null> {
  const { end, messages, copies } = await listDoubles(ports, folder)
  const isUnanswered = end.outcome === 'throttled' || end.outcome === 'unknown'
  if (isUnanswered && !isTooLate) return null
  const keys = [...copies.keys()]
  const doubleItemIds =
    keys.length > 0 ? await ports.checks.itemsOfKeys(tenantId, folder.mailboxId, keys) : []
  const doubles = [...copies.values()].reduce((sum, count) => sum + count - 1, 0)
  const found = { messages, doubles, doubleItemIds }
  if (end.outcome === 'listed') return { outcome: 'whole', detail: null, ...found }
  if (end.outcome === 'cut-short') return { outcome: 'partly', detail: null, ...found }
  const detail = 'detail' in end ? `${end.code} ${end.detail}` : end.outcome
  return { outcome: 'not-checked', detail, ...found }
}
