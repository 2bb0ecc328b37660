import { deliveriesBook, finalStateOf, itemsBook } from '#lib/domain/run-books.ts'
import type { RunLedger } from './ledger/run-ledger.ts'
import type { Clock } from './ports/clock.ts'
import type { Log } from './ports/log.ts'

export type ReconcilePorts = { runs: RunLedger; clock: Clock; log: Log }

/**
 * Counts a run anew from the ledger and, when nothing is pending any more, closes both books. Books that do not
 * balance end the run as *completed with problems*, with the difference in the log and in the report.
 */
export async function reconcileRun(
  ports: ReconcilePorts,
  run: { tenantId: string; runId: string },
): Promise<void> {
  const { counts, packagesRefused, peopleUnanswered, state, isCancelling } = await ports.runs.tally(
    run.tenantId,
    run.runId,
  )
  if (state !== 'delivering' || counts.pending > 0) return
  const finalState = isCancelling ? 'cancelled' : finalStateOf(counts, packagesRefused + peopleUnanswered)
  const books = { items: itemsBook(counts), deliveries: deliveriesBook(counts) }
  if (!books.items.balanced || !books.deliveries.balanced) {
    ports.log.warn({ runId: run.runId, books }, 'the books of a run do not balance')
  }
  await ports.runs.finish(run.tenantId, run.runId, finalState, ports.clock.now())
  ports.log.info({ runId: run.runId, state: finalState, counts }, 'run finished')
}
