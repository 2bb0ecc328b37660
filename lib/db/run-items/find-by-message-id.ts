import type { EntryRange } from '#lib/domain/entry-ranges.ts'
import type { TenantTransaction } from '../with-tenant.ts'

/** An id may be that of several contents. */
const MOST_FOUND = 200

/** The entries of a run that have just this archive message id, by its index. */
export async function findByMessageId(
  tx: TenantTransaction,
  run: { tenantId: string; connectorId: string; runId: string },
  archiveMessageId: string,
): Promise<EntryRange[]> {
  const rows = await tx.$queryRaw<{ packageId: bigint; entryIndex: number }[]>`
    select item.package_id as "packageId", item.entry_index as "entryIndex" from item_identity
    join item on item.id = item_identity.item_id
    where item_identity.connector_id = ${run.connectorId}::uuid and item_identity.tenant_id = ${run.tenantId}::uuid
      and item_identity.archive_message_id = ${archiveMessageId}
      and (item.run_id = ${run.runId}::uuid or item.drive_run_id = ${run.runId}::uuid)
    limit ${MOST_FOUND}`
  return rows.map(({ packageId, entryIndex }) => ({ packageId, first: entryIndex, last: entryIndex }))
}
