import { isFinal, isLive } from '#lib/domain/run-state.ts'
import type { CancelOutcome, RunLedger } from '#lib/sync/ledger/run-ledger.ts'
import { tallyRun } from './claimed-runs.ts'
import { type DeliveryRow, type LedgerTables, reportOf } from './ledger-tables.ts'

/** The rules of lib/db/ledger/cancel-run.ts. */
export function cancelRun(
  tables: LedgerTables,
  { connectorId, runId, at }: Parameters<RunLedger['cancel']>[0],
): CancelOutcome {
  const run = tables.runs.get(runId)
  if (run?.connectorId !== connectorId) return { outcome: 'gone' }
  if (run.isCancelling) return { outcome: 'already-cancelled' }
  if (isFinal(run.state)) return { outcome: 'already-over' }
  const isEarly = isLive(run.state)
  const unsent = isEarly
    ? []
    : tables.deliveries.filter((one) => one.runId === runId && one.state === 'pending')
  if (!isEarly && unsent.length === 0) return { outcome: 'all-under-way' }
  if (isEarly) tallyRun(tables, runId)
  for (const row of unsent) endAsCancelled(row)
  run.isCancelling = true
  run.fence += 1
  if (!isEarly) return { outcome: 'cancelling', deliveries: unsent.length }
  Object.assign(run, { state: 'cancelled', finishedAt: at })
  tables.finishedReports.set(run.id, reportOf(run))
  return { outcome: 'cancelled', deliveries: 0 }
}

/** What a worker gives back of a run that was cancelled meanwhile. */
export function endGivenBack(tables: LedgerTables, row: DeliveryRow): void {
  const run = tables.runs.get(row.runId)
  if (row.state === 'pending' && run?.state === 'delivering' && run.isCancelling) endAsCancelled(row)
}

function endAsCancelled(row: DeliveryRow): void {
  Object.assign(row, { state: 'failed', reason: 'cancelled', detail: null, notBefore: null })
}
