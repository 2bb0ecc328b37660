import { isLive } from '#lib/domain/run-state.ts'
import type { RunLedger } from '#lib/sync/ledger/run-ledger.ts'
import type { LedgerTables, RunRow } from './ledger-tables.ts'
import type { Immediate } from './process.ts'

/** The rules of lib/db/ledger/plan-run.ts: one live run a connector, one scheduled run a local date. */
export function planRun(
  tables: LedgerTables,
  plan: Pick<Parameters<RunLedger['plan']>[0], 'connectorId' | 'runId' | 'trigger' | 'localDate'>,
): ReturnType<Immediate<RunLedger>['plan']> {
  const { connectorId, runId, trigger, localDate } = plan
  const runs = [...tables.runs.values()].filter((one) => one.connectorId === connectorId)
  const live = runs.find((one) => isLive(one.state))
  const hadItsDate = (run: RunRow) =>
    trigger === 'schedule' && run.trigger === 'schedule' && run.localDate === localDate
  const isActive = tables.connectors.get(connectorId)?.state === 'active'
  if (isActive && !live && !runs.some(hadItsDate)) {
    const counts = {
      ...{
        itemsAvailable: 0,
        itemsRouted: 0,
        itemsQuarantined: 0,
        itemsSystemEvents: 0,
        itemsBeforeStart: 0,
      },
      ...{ deliveriesAvailable: 0, imported: 0, partiallyImported: 0, skipped: 0, failed: 0, pending: 0 },
    }
    tables.runs.set(runId, {
      ...{ id: runId, connectorId, trigger, localDate, counts },
      ...{ isResolved: false, isCancelling: false },
      ...{ state: 'planned', fence: 0, finishedAt: null, packagesRefused: 0, peopleUnanswered: 0 },
    })
    return { outcome: 'planned', runId }
  }
  return live ? { outcome: 'already-running', runId: live.id } : { outcome: 'already-done' }
}
