import type { RedriveScope, RunLedger } from './ledger/run-ledger.ts'
import type { JobRequests } from './ports/job-requests.ts'

export type PlanRedrivePorts = { runs: RunLedger; jobs: JobRequests; newId: () => string }

export type PlanRedriveOutcome = Awaited<ReturnType<RunLedger['planRedrive']>>

/**
 * Plans a run of its own for what waits: after the mapping or the limit has changed, or because a person says so. Old reports
 * do not change. *Already running*: the connector has a live run; ask again when it has ended.
 */
export async function planRedrive(
  ports: PlanRedrivePorts,
  request: {
    tenantId: string
    connectorId: string
    requestedBy: { id: string; name: string }
    scope: RedriveScope
  },
): Promise<PlanRedriveOutcome> {
  const planned = await ports.runs.planRedrive({ ...request, runId: ports.newId() })
  if (planned.outcome === 'planned') {
    const { tenantId, connectorId } = request
    // The minute tick finds the run as well, should this request be lost.
    await ports.jobs.syncConnector({ tenantId, connectorId, runId: planned.runId })
  }
  return planned
}
