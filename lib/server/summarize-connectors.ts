import { listConnectors } from '#lib/db/connectors.ts'
import { judgeCompleteness } from '#lib/db/judge-completeness.ts'
import { countMovedAddresses } from '#lib/db/moved-addresses.ts'
import { findNewestDoubles } from '#lib/db/newest-doubles.ts'
import { findNewestRuns } from '#lib/db/newest-runs.ts'
import { countWaiting } from '#lib/db/quarantine/count-waiting.ts'
import { listScheduledDates } from '#lib/db/scheduled-dates.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { type ConnectorSummary, summarize } from './connector-summary.ts'

/** What all connectors of a tenant are doing. */
export async function summarizeConnectors(
  transaction: TenantTransaction,
  tenantId: string,
  now: Date,
): Promise<ConnectorSummary[]> {
  const rows = await listConnectors(transaction, { tenantId, states: ['active', 'paused'] })
  const ids = rows.map((row) => row.id)
  const runs = await findNewestRuns(transaction, tenantId, ids)
  const quarantined = await countWaiting(transaction, tenantId, ids)
  const dates = await listScheduledDates(transaction, tenantId, ids)
  const completeness = await judgeCompleteness(transaction, tenantId, rows, now)
  const doubles = await findNewestDoubles(transaction, tenantId, ids)
  const moved = await countMovedAddresses(transaction, tenantId, ids)
  return rows.map((row) =>
    summarize(
      row,
      runs.get(row.id) ?? null,
      quarantined.get(row.id) ?? 0,
      dates.get(row.id) ?? [],
      completeness.get(row.id) ?? null,
      doubles.get(row.id) ?? null,
      now,
      moved.get(row.id) ?? 0,
    ),
  )
}
