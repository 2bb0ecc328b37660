import type { RunFinding } from '#lib/domain/connector-warnings.ts'
import { Prisma } from './generated/client.ts'
import { readAsJson } from './read-as-json.ts'
import { uuidList } from './uuid-list.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** Runs of a connector that are looked at: those that wrote to no mailbox say nothing about doubles. */
const MOST_RUNS = 50

/**
 * Messages that are in a folder more than once, as of the newest look through folders of each connector; those without any are not
 * in the map. Only connectors that ever had one are looked at, through the index of such looks, which is next to always empty; of each a
 * row of at most fifty runs is read, through the index by connector and date.
 */
export async function findNewestDoubles(
  transaction: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, RunFinding>> {
  const rows = await readAsJson<{ connectorId: string; runId: string; count: number }>(
    transaction,
    Prisma.sql`
      select suspect.id as "connectorId", newest.run_id as "runId", newest.doubles as count
      from (
        select distinct run.connector_id as id
        from run_check found join run on run.id = found.run_id
        where found.doubles > 0 and found.tenant_id = ${tenantId}::uuid
          and run.connector_id = any(${uuidList(connectorIds)})
      ) as suspect
      cross join lateral (
        select c.run_id, c.doubles
        from (
          select id, created_at from run
          where tenant_id = ${tenantId}::uuid and connector_id = suspect.id
          order by created_at desc limit ${MOST_RUNS}) as recent
          join run_check c on c.run_id = recent.id
        where c.folders > 0
        order by recent.created_at desc limit 1
      ) as newest
      where newest.doubles > 0`,
  )
  return new Map(rows.map(({ connectorId, ...found }) => [connectorId, found]))
}
