import type { RunFinding } from '#lib/domain/connector-warnings.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** Runs of a connector that are looked at: those that wrote to no mailbox say nothing about doubles. */
const MOST_RUNS = 50

/**
 * Messages that are in a folder more than once, as of the newest look through folders of each connector; those without any are not
 * in the map. Reads a row of each of at most fifty runs, through the index by connector and date.
 */
export async function findNewestDoubles(
  transaction: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, RunFinding>> {
  const rows = await transaction.$queryRaw<{ connectorId: string; runId: string; count: number }[]>`
    select wanted.id::text as "connectorId", newest.run_id::text as "runId", newest.doubles as count
    from unnest(${connectorIds}::uuid[]) as wanted (id)
    cross join lateral (
      select c.run_id, c.doubles
      from (
        select id, created_at from run
        where tenant_id = ${tenantId}::uuid and connector_id = wanted.id
        order by created_at desc limit ${MOST_RUNS}) as recent
        join run_check c on c.run_id = recent.id
      where c.folders > 0
      order by recent.created_at desc limit 1
    ) as newest
    where newest.doubles > 0`
  return new Map(rows.map(({ connectorId, ...found }) => [connectorId, found]))
}
