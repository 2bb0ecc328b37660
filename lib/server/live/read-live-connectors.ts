import { listConnectors } from '#lib/db/connectors.ts'
import { findNewestRuns } from '#lib/db/newest-runs.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { isMoving } from '#lib/domain/connector-status.ts'
import type { LiveSnapshot } from '#lib/domain/live-connectors.ts'
import { statusOf } from '../connector-summary.ts'
import type { WebPorts } from '../web-ports.ts'
import { connectorsShape } from './connectors-shape.ts'

/** What moves of the connectors of a tenant. */
export async function readLiveConnectors(
  { database, clock }: Pick<WebPorts, 'database' | 'clock'>,
  tenantId: string,
): Promise<LiveSnapshot> {
  const at = clock.now().toISOString()
  const connectors = await withTenant(database, tenantId, async (transaction) => {
    const rows = await listConnectors(transaction, { tenantId, states: ['active', 'paused'] })
    const ids = rows.map((row) => row.id)
    const runs = await findNewestRuns(transaction, tenantId, ids)
    return rows.map((row) => {
      const run = runs.get(row.id) ?? null
      return { id: row.id, updatedAt: row.updatedAt, status: statusOf(row, run), run }
    })
  })
  return {
    at,
    shape: connectorsShape(connectors.map(({ run, ...row }) => ({ ...row, runId: run?.id ?? null }))),
    isMoving: connectors.some(({ status }) => isMoving(status)),
    connectors: connectors.map(({ id, status, run }) => ({
      id,
      status,
      run: run && { id: run.id, counts: run.counts },
    })),
  }
}
