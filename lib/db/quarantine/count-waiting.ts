import type { TenantTransaction } from '../with-tenant.ts'

/** How many items wait in quarantine, by connector; their repeats follow them and are not counted. */
export async function countWaiting(
  tx: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, number>> {
  // The index item_waiting alone answers it.
  const rows = await tx.$queryRaw<{ connectorId: string; count: number }[]>`
    select connector_id as "connectorId", count(*)::int as count from item
    where tenant_id = ${tenantId}::uuid and connector_id = any(${connectorIds}::uuid[]) and state = 'quarantined'
      and repeat_of_id is null
    group by 1`
  return new Map(rows.map(({ connectorId, count }) => [connectorId, count]))
}
