import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { DeliveryResult, MailboxClaim } from '#lib/sync/ledger/delivery-ledger.ts'
import type { RunClaim } from '#lib/sync/ledger/run-ledger.ts'

/**
 * Writes down which message a recalled or edited one is about, and links it when the connector has it. Only messages of these
 * kinds say so, and only once their body was decoded: most chunks of results have none.
 */
export async function saveOriginals(
  tx: TenantTransaction,
  claim: MailboxClaim,
  results: DeliveryResult[],
): Promise<void> {
  const naming = results.filter((one) => one.originalArchiveMessageId)
  if (naming.length === 0) return
  await tx.$executeRaw`
    update item i
    set original_archive_message_id = row.original,
        original_id = (
          select min(known.item_id) from item_identity known
          where known.connector_id = i.connector_id and known.archive_message_id = row.original
            and known.tenant_id = i.tenant_id and known.item_id <> i.id)
    from unnest(
      ${naming.map((one) => one.deliveryId.toString())}::bigint[],
      ${naming.map((one) => one.originalArchiveMessageId ?? '')}::text[]
    ) as row (delivery_id, original)
      join delivery d on d.id = row.delivery_id and d.tenant_id = ${claim.tenantId}::uuid
    where i.id = d.item_id and i.tenant_id = ${claim.tenantId}::uuid and i.original_archive_message_id is null`
}

/** A recall may be exported before what it recalls. Of an id with several contents the first one is meant. */
export async function linkLateOriginals(tx: TenantTransaction, claim: RunClaim): Promise<void> {
  await tx.$executeRaw`
    update item i set original_id = found.item_id
    from (
      select waiting.id, min(known.item_id) as item_id
      from item waiting
        join item_identity known on known.connector_id = waiting.connector_id
          and known.archive_message_id = waiting.original_archive_message_id
          and known.tenant_id = waiting.tenant_id and known.item_id <> waiting.id
      where waiting.connector_id = ${claim.connectorId}::uuid and waiting.tenant_id = ${claim.tenantId}::uuid
        and waiting.original_archive_message_id is not null and waiting.original_id is null
      group by waiting.id) as found
    where i.id = found.id`
}
