import { deliveryKeyOf } from '#lib/domain/delivery-key.ts'
import type { CheckLedger } from '#lib/sync/ledger/check-ledger.ts'
import { endedAfterDelivery, type LedgerTables } from './ledger-tables.ts'
import type { Immediate } from './process.ts'

/** The rules of lib/db/ledger/check-ledger.ts. */
export function createCheckLedger(tables: LedgerTables): Immediate<CheckLedger> {
  const keyOf = (runId: string, mailboxId: bigint, name: string) => `${runId}|${mailboxId}|${name}`
  const ledger: Immediate<CheckLedger> = {
    openCheck(_tenantId, runId) {
      const run = tables.runs.get(runId)
      return run && endedAfterDelivery(run) && !tables.runChecks.has(runId) ? run.finishedAt : null
    },
    foldersToCheck(_tenantId, runId) {
      const sent = new Set(
        tables.deliveries
          .filter((one) => one.runId === runId && one.attemptedAt !== null)
          .map((one) => one.mailboxId),
      )
      return [...tables.folders].flatMap(([key, folderId]) => {
        const [id = '', folderName = ''] = key.split('|')
        const mailbox = tables.mailboxes.find((one) => String(one.id) === id)
        if (!mailbox || !sent.has(mailbox.id)) return []
        const isChecked = tables.folderChecks.has(keyOf(runId, mailbox.id, folderName))
        const { objectId, notBefore } = mailbox
        return isChecked ? [] : [{ mailboxId: mailbox.id, objectId, folderName, folderId, notBefore }]
      })
    },
    foldersOfMailbox(tenantId, mailboxId, finishedBefore) {
      const finished = [...tables.runs.values()].filter(
        (run) =>
          endedAfterDelivery(run) &&
          run.finishedAt !== null &&
          run.finishedAt <= finishedBefore &&
          !tables.runChecks.has(run.id),
      )
      return finished.flatMap((run) =>
        ledger
          .foldersToCheck(tenantId, run.id)
          .filter((folder) => folder.mailboxId === mailboxId)
          .map((folder) => ({ ...folder, runId: run.id, finishedAt: run.finishedAt ?? finishedBefore })),
      )
    },
    itemsOfKeys: (_tenantId, mailboxId, keys) =>
      tables.deliveries
        .filter((one) => one.mailboxId === mailboxId && one.state !== 'skipped')
        .filter(({ connectorId, item: { archiveMessageId, contentSha256 } }) =>
          keys.includes(deliveryKeyOf({ connectorId, archiveMessageId, contentSha256: contentSha256 ?? '' })),
        )
        .map((one) => one.item.id),
    saveCheck(check) {
      const key = keyOf(check.runId, check.mailboxId, check.folderName)
      if (!tables.folderChecks.has(key)) tables.folderChecks.set(key, check)
    },
    closeCheck(_tenantId, runId) {
      const checks = [...tables.folderChecks.values()].filter((one) => one.runId === runId)
      const doubles = checks.reduce((sum, one) => sum + one.doubles, 0)
      tables.runChecks.set(runId, { doubles })
      return { doubles }
    },
  }
  return ledger
}
