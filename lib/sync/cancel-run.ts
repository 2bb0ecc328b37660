import type { CancelOutcome, RunLedger } from './ledger/run-ledger.ts'
import { type ReconcilePorts, reconcileRun } from './reconcile-run.ts'

/**
 * Ends a run because somebody says so. What was delivered stays, what was sent is finished or looked up, and what was not begun
 * is counted as failed and can be delivered again. Asking twice, or too late, changes nothing.
 */
export async function cancelRun(
  ports: ReconcilePorts,
  request: Omit<Parameters<RunLedger['cancel']>[0], 'at'>,
): Promise<CancelOutcome> {
  const cancelled = await ports.runs.cancel({ ...request, at: ports.clock.now() })
  ports.log.info({ runId: request.runId, ...cancelled }, 'run asked to be cancelled')
  // Should this process die before it, the minute tick closes the run, as it closes any that has nothing open.
  if (cancelled.outcome === 'cancelling') await reconcileRun(ports, request)
  return cancelled
}
