import type { CheckLedger, FolderCheck, FolderToCheck } from './ledger-port.ts'
import { listDoubles } from './list-doubles.ts'
import type { Clock, Log, MailboxWriter } from './ports.ts'
import { takeUse } from './share-mailbox-use.ts'

export type CheckPorts = { checks: CheckLedger; mailboxes: MailboxWriter; clock: Clock; log: Log }

/** Folders looked through at once: each keeps the keys that it has seen. */
const PARALLEL_FOLDERS = 2
/** A job ends then; the minute tick asks for the rest. */
const LONGEST_JOB_MS = 10 * 60_000
/** A mailbox that does not answer for so long is written down as not checked. */
const GIVE_UP_AFTER_MS = 6 * 3_600_000

/**
 * Looks through the folders that a finished run has written to, for messages that are there twice. Nothing is changed in a
 * mailbox, nor in the run's report, and what cannot be looked through fails nothing: it is said beside the report.
 */
export async function checkFolders(
  ports: CheckPorts,
  run: { tenantId: string; runId: string },
): Promise<void> {
  const startedMs = ports.clock.now().getTime()
  const finishedAt = await ports.checks.openCheck(run.tenantId, run.runId)
  if (!finishedAt) return
  const folders = await ports.checks.foldersToCheck(run.tenantId, run.runId)
  const isTooLate = startedMs - finishedAt.getTime() > GIVE_UP_AFTER_MS
  let next = 0
  let unanswered = 0

  async function takeNext(): Promise<void> {
    while (next < folders.length) {
      const folder = folders[next++] as FolderToCheck
      const isOver = ports.clock.now().getTime() - startedMs > LONGEST_JOB_MS
      const check = isOver ? null : await checkFolder(ports, run.tenantId, folder, isTooLate)
      if (!check) unanswered += 1
      else
        await ports.checks.saveCheck({
          ...{ ...run, ...folder, ...check },
          at: ports.clock.now(),
          use: takeUse(ports, folder.objectId),
        })
    }
  }

  await Promise.all(Array.from({ length: PARALLEL_FOLDERS }, takeNext))
  if (unanswered > 0) return
  const { doubles } = await ports.checks.closeCheck(run.tenantId, run.runId, ports.clock.now())
  if (doubles > 0) ports.log.warn({ runId: run.runId, doubles }, 'messages are in a folder twice')
}

/** @returns null when it has to be asked for again. */
async function checkFolder(
  ports: CheckPorts,
  tenantId: string,
  folder: FolderToCheck,
  isTooLate: boolean,
): Promise<FolderCheck | null> {
  if (folder.notBefore && folder.notBefore > ports.clock.now() && !isTooLate) return null
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
