import type { LocalDate } from '#lib/domain/wall-clock.ts'
import type { RunLedger, RunTrigger } from './ledger/run-ledger.ts'
import type { JobRequests } from './ports/job-requests.ts'

export type PlanRunPorts = { runs: RunLedger; jobs: JobRequests; newId: () => string }

export type PlanRunOutcome =
  | { outcome: 'planned' | 'already-running'; runId: string }
  /** The run of that date exists: the tick asks every minute. */
  | { outcome: 'already-done' }

/**
 * Plans a run of a connector and asks a worker for it. A connector that is running already keeps its run.
 *
 * The job is requested after the run is stored. Should this process die in between, the minute tick finds a run
 * without a job and requests it again.
 */
export async function planRun(
  ports: PlanRunPorts,
  request: {
    tenantId: string
    connectorId: string
    trigger: RunTrigger
    localDate?: LocalDate
    requestedBy?: { id: string; name: string }
  },
): Promise<PlanRunOutcome> {
  const { tenantId, connectorId, trigger } = request
  const planned = await ports.runs.plan({
    tenantId,
    connectorId,
    runId: ports.newId(),
    trigger,
    localDate: request.localDate ?? null,
    requestedBy: request.requestedBy ?? null,
  })
  if (planned.outcome === 'planned')
    await ports.jobs.syncConnector({ tenantId, connectorId, runId: planned.runId })
  return planned
}
