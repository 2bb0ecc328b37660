import type { RunLedger } from './ledger/run-ledger.ts'
import type { Clock } from './ports/clock.ts'

/** Lets a run's counts move while it delivers. */
export type ProgressReporter = { report(run: { tenantId: string; runId: string }): Promise<void> }

/** Counting reads every delivery of the run: for each of a thousand mailboxes it would cost more than delivering. */
const REPORT_INTERVAL_MS = 2_000
const MOST_RUNS = 1_000

export function createProgressReporter(ports: { runs: RunLedger; clock: Clock }): ProgressReporter {
  const reportedAt = new Map<string, number>()
  return {
    async report({ tenantId, runId }) {
      const now = ports.clock.now().getTime()
      if (now - (reportedAt.get(runId) ?? Number.NEGATIVE_INFINITY) < REPORT_INTERVAL_MS) return
      if (reportedAt.size >= MOST_RUNS) reportedAt.clear()
      reportedAt.set(runId, now)
      await ports.runs.tally(tenantId, runId)
    },
  }
}
