import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { RunClaim } from '#lib/sync/ledger/run-ledger.ts'

/**
 * Says of each new item whether it is the first of its kind, the same capture once more (a re-export), or a copy of the
 * same message that was captured for another archived person (a sibling). Five hundred items in three statements.
 *
 * Siblings differ in their archive ids only. The n-th capture of a content for one owner pairs with the n-th of another:
 * the same words twice within a second, captured for two people, are two messages and not four, and not one. Of those that
 * are linked together the first is the one with the lowest id; but whoever was delivered while another could not be read yet
 * stays the first, whatever its id.
 */
export async function linkRepeats(
  tx: TenantTransaction,
  claim: RunClaim,
  packageId: bigint,
  indexes: number[],
): Promise<void> {
  await tx.$executeRaw`
    insert into item_identity (connector_id, archive_message_id, content_sha256, tenant_id, item_id, capture_owner, occurrence)
    select connector_id, archive_message_id, content_sha256, tenant_id, id, capture_owner,
           row_number() over (partition by content_sha256, capture_owner order by id)
             + (select count(*) from item_identity known
                where known.connector_id = item.connector_id and known.content_sha256 = item.content_sha256
                  and known.capture_owner = item.capture_owner)
    from (
      select distinct on (archive_message_id, content_sha256) * from item
      where package_id = ${packageId} and entry_index = any(${indexes}::int[]) and content_sha256 is not null
        and not exists (
          select 1 from item_identity known
          where known.connector_id = item.connector_id and known.archive_message_id = item.archive_message_id
            and known.content_sha256 = item.content_sha256)
      order by archive_message_id, content_sha256, id) as item
    order by id
    on conflict do nothing`
  await tx.$executeRaw`
    update item set repeat_of_id = sibling.first_id, repeat_kind = 'sibling'
    from (
      select own.item_id, min(other.item_id) as first_id
      from item
        join item_identity own on own.item_id = item.id and own.connector_id = item.connector_id
          and own.archive_message_id = item.archive_message_id and own.content_sha256 = item.content_sha256
        join item_identity other on other.connector_id = own.connector_id and other.content_sha256 = own.content_sha256
          and other.occurrence = own.occurrence and other.capture_owner <> own.capture_owner
          and other.capture_owner <> ''
        join item first on first.id = other.item_id and first.repeat_of_id is null
          and (first.id < own.item_id or first.package_id <> item.package_id
               or first.entry_index <> all(${indexes}::int[]))
        join connector c on c.id = item.connector_id and not c.keep_sibling_copies
      where item.package_id = ${packageId} and item.entry_index = any(${indexes}::int[])
        and item.tenant_id = ${claim.tenantId}::uuid and own.capture_owner <> ''
      group by own.item_id) as sibling
    where item.id = sibling.item_id`
  // A copy of a copy is one of the original: nothing that only has its fate from another is waited for.
  await tx.$executeRaw`
    update item set repeat_of_id = coalesce(original.repeat_of_id, original.id), repeat_kind = 're-export'
    from item_identity first join item original on original.id = first.item_id
    where item.package_id = ${packageId} and item.entry_index = any(${indexes}::int[])
      and first.connector_id = item.connector_id and first.archive_message_id = item.archive_message_id
      and first.content_sha256 = item.content_sha256 and first.item_id <> item.id`
}
