import { Prisma } from './generated/client.ts'
import { columnsOf, type InJson, readAsJson, toInstant, toInstantOrNull } from './read-as-json.ts'
import { RUN_COLUMNS, type RunForWeb, type RunRow, withLiveCounts } from './runs-for-web.ts'
import { uuidList } from './uuid-list.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** The newest run of each connector; connectors without one are not in the map. */
export async function findNewestRuns(
  transaction: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, RunForWeb>> {
  // One step into the index a connector: `distinct` of Prisma reads every run there ever was.
  const rows = await readAsJson<InJson<RunRow>>(
    transaction,
    Prisma.sql`
      select newest.* from unnest(${uuidList(connectorIds)}) as wanted (id)
      cross join lateral (
        select ${columnsOf(RUN_COLUMNS)} from run
        where run.tenant_id = ${tenantId}::uuid and run.connector_id = wanted.id
        order by run.created_at desc, run.id desc limit 1
      ) as newest`,
  )
  const runs = await withLiveCounts(
    transaction,
    tenantId,
    rows.map((row) => ({
      ...row,
      createdAt: toInstant(row.createdAt),
      startedAt: toInstantOrNull(row.startedAt),
      resolvedAt: toInstantOrNull(row.resolvedAt),
      finishedAt: toInstantOrNull(row.finishedAt),
      cancelRequestedAt: toInstantOrNull(row.cancelRequestedAt),
    })),
  )
  return new Map(runs.map((run) => [run.connectorId, run]))
}
