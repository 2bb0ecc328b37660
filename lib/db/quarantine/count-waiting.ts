import { uuidList } from '../uuid-list.ts'
import type { TenantTransaction } from '../with-tenant.ts'

/**
 * How many items wait in quarantine, by connector; their repeats follow them and are not counted. Counted where they are: what
 * a later run has delivered waits no more, though the report of the run that read it says so for good.
 */
export async function countWaiting(
  tx: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, number>> {
  // The index item_waiting alone answers it.
  const rows = await tx.$queryRaw<{ connectorId: string; count: number }[]>`
    select connector_id as "connectorId", count(*)::int as count from item
    where tenant_id = ${tenantId}::uuid and connector_id = any(${uuidList(connectorIds)}) and state = 'quarantined'
      and repeat_of_id is null
    group by 1`
  return new Map(rows.map(({ connectorId, count }) => [connectorId, count]))
}

/** How many wait of all connectors that are not deleted, and no more than `most`. */
export async function countAllWaiting(
  tx: TenantTransaction,
  tenantId: string,
  most: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from item
      where tenant_id = ${tenantId}::uuid and state = 'quarantined' and repeat_of_id is null
        and connector_id = any(array(
          select id from connector where tenant_id = ${tenantId}::uuid and state in ('active', 'paused')))
      limit ${most}
    ) as waiting`
  return row?.count ?? 0
}
