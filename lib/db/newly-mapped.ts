import { endedAfterDelivery } from './ended-run.ts'
import { Prisma } from './generated/client.ts'
import { dayOfItem, rowHoldsOn } from './row-holds-on.ts'
import type { TenantTransaction } from './with-tenant.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/**
 * Of an item `i`: somebody without a mailbox stands on it whom the mapping in force names, for the day of the message, with a
 * mailbox of which nobody knows that it is not there.
 */
export function namesSomebodyMapped({ tenantId, connectorId }: ConnectorKey): Prisma.Sql {
  return Prisma.sql`exists (
    select 1 from participant p
    join user_mapping_row m on m.tenant_id = p.tenant_id and m.connector_id = ${connectorId}::uuid and m.removed_in is null
      and m.external_id in (p.phone, p.opaque_id, p.address) and m.external_id <> ''
      and coalesce(m.directory_status, 'found') in ('found', 'disabled')
    where p.item_id = i.id and p.tenant_id = ${tenantId}::uuid and p.resolution = 'unresolved'
      and ${rowHoldsOn('m', dayOfItem(connectorId))})`
}

/** How many items in quarantine a delivery could take now: what a change of the mapping has brought. */
export async function countNewlyMapped(transaction: TenantTransaction, key: ConnectorKey): Promise<number> {
  // The partial index item_quarantined holds nothing else.
  const rows = await transaction.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from item i join run r on r.id = i.drive_run_id
    where i.tenant_id = ${key.tenantId}::uuid and i.connector_id = ${key.connectorId}::uuid and i.state = 'quarantined'
      and i.repeat_of_id is null and ${endedAfterDelivery('r')} and ${namesSomebodyMapped(key)}`
  return rows[0]?.count ?? 0
}
