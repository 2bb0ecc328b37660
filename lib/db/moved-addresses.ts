import { uuidList } from './uuid-list.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** How many rows in force of each connector name an address that is somebody else's by now; those without any are not in the map. */
export async function countMovedAddresses(
  transaction: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, number>> {
  const rows = await transaction.$queryRaw<{ connectorId: string; count: number }[]>`
    select connector_id::text as "connectorId", count(*)::int as count from user_mapping_row
    where tenant_id = ${tenantId}::uuid and connector_id = any(${uuidList(connectorIds)})
      and removed_in is null and moved_to is not null
    group by connector_id`
  return new Map(rows.map(({ connectorId, count }) => [connectorId, count]))
}
