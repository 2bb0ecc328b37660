import type { RunCounts } from '#lib/domain/run-books.ts'
import { isFinal, isLive } from '#lib/domain/run-state.ts'
import type { ClaimedRun } from '#lib/sync/ledger/run-ledger.ts'
import {
  endedAfterDelivery,
  endedBeforeDelivery,
  isOpen,
  type LedgerTables,
  type RunRow,
} from './ledger-tables.ts'

export const TENANT_ID = 'tenant'

/** The rules of lib/db/ledger/claim-run.ts. */
export function claimRun(tables: LedgerTables, tenantId: string, runId: string): ClaimedRun | null {
  const run = tables.runs.get(runId)
  const connector = run && tables.connectors.get(run.connectorId)
  if (!run || connector?.state !== 'active' || isFinal(run.state)) return null
  run.fence += 1
  if (isLive(run.state)) {
    adoptLeftovers(tables, run)
    if (run.trigger !== 'redrive') takeUnanswered(tables, run)
  }
  return {
    ...{
      tenantId,
      runId,
      connectorId: connector.id,
      fence: run.fence,
      state: run.state,
      trigger: run.trigger,
    },
    connector: {
      typeId: 'wechat-archiver',
      site: {
        ...{ host: connector.id, port: 22, folder: '/outbox', username: 'user' },
        ...{ trustedHostKey: 'SHA256:x', timeoutMs: 60_000 },
      },
      automaticMapping: true,
      mappingPrecedence: 'custom-first',
      importSince: connector.importSince,
      itemLimitBytes: connector.itemLimitBytes,
      overLimit: 'do-not-import',
      designatedObjectId: null,
    },
  }
}

function adoptLeftovers(tables: LedgerTables, run: RunRow): void {
  const failed = new Set(
    [...tables.runs.values()]
      .filter((one) => one.connectorId === run.connectorId && endedBeforeDelivery(one))
      .map((one) => one.id)
      .filter(
        (id) =>
          tables.packages.some((one) => one.runId === id) ||
          tables.items.some((one) => one.driveRunId === id),
      ),
  )
  for (const row of [...tables.packages, ...tables.items, ...tables.deliveries])
    if (failed.has(row.runId)) row.runId = run.id
  for (const item of tables.items) if (failed.has(item.driveRunId)) item.driveRunId = run.id
}

function takeUnanswered(tables: LedgerTables, run: RunRow): void {
  for (const item of tables.items) {
    const unanswered = item.participants.filter((one) => one.reason === 'directory-unanswered')
    const isTaken = unanswered.length > 0 && item.connectorId === run.connectorId && !item.repeatOf
    if (!isTaken || !endedAfterDelivery(tables.runs.get(item.driveRunId))) continue
    Object.assign(item, { state: 'recorded', reason: null, detail: null, driveRunId: run.id })
    for (const person of unanswered) Object.assign(person, { resolution: null, reason: null })
  }
}

/** The rules of lib/db/ledger/close-run.ts. */
export function tallyRun(tables: LedgerTables, runId: string) {
  const run = tables.runs.get(runId)
  if (!run) throw new Error(`The run ${runId} does not exist.`)
  if (!isFinal(run.state)) {
    run.counts = countRun(tables, runId)
    run.peopleUnanswered = unansweredOf(tables, runId)
    run.packagesRefused = [...tables.refusals.keys()].filter((key) => key.startsWith(`${runId}|`)).length
  }
  const { counts, packagesRefused, peopleUnanswered, state } = run
  return { counts: { ...counts }, packagesRefused, peopleUnanswered, state, isCancelling: run.isCancelling }
}

function unansweredOf(tables: LedgerTables, runId: string): number {
  const people = tables.items
    .filter((item) => item.driveRunId === runId)
    .flatMap((item) => item.participants.filter((one) => one.reason === 'directory-unanswered'))
  return new Set(people.map(({ phone, address, opaqueId }) => `${phone}|${address}|${opaqueId}`)).size
}

function countRun(tables: LedgerTables, runId: string): RunCounts {
  const recorded = tables.packages.filter((one) => one.runId === runId && one.state === 'recorded')
  const items = tables.items.filter((one) => one.driveRunId === runId)
  const deliveries = tables.deliveries.filter((one) => one.runId === runId)
  const itemsIn = (state: string) => items.filter((one) => one.state === state).length
  const deliveriesIn = (state: string) => deliveries.filter((one) => one.state === state).length
  return {
    itemsAvailable:
      recorded.reduce((sum, one) => sum + (one.entryCount ?? 0), 0) +
      items.filter((one) => one.runId !== runId).length,
    itemsRouted: itemsIn('routed'),
    itemsQuarantined: itemsIn('quarantined'),
    itemsSystemEvents: itemsIn('system-event'),
    itemsBeforeStart: itemsIn('before-start'),
    deliveriesAvailable: deliveries.length,
    imported: deliveriesIn('imported'),
    partiallyImported: deliveriesIn('partially-imported'),
    skipped: deliveriesIn('skipped'),
    failed: deliveriesIn('failed'),
    pending: deliveries.filter(isOpen).length,
  }
}
