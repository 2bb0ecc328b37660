import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { ItemRecord, RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import { holdRun } from './hold-claim.ts'
import { linkRepeats } from './link-repeats.ts'

/**
 * Writes a batch of items in six statements, whatever their number. Repeating it changes nothing: an entry of a
 * package is one item, and an identity belongs to the item that claimed it first.
 */
export async function saveItems(
  tx: TenantTransaction,
  claim: RunClaim,
  packageId: bigint,
  items: ItemRecord[],
): Promise<void> {
  await holdRun(tx, claim)
  await insertItems(tx, claim, packageId, items)
  const indexes = items.map((item) => item.entry.index)
  await linkRepeats(tx, claim, packageId, indexes)
  await insertParticipants(tx, claim, packageId, items)
}

async function insertItems(tx: TenantTransaction, claim: RunClaim, packageId: bigint, items: ItemRecord[]) {
  await tx.$executeRaw`
    insert into item (tenant_id, connector_id, run_id, drive_run_id, package_id, entry_index, entry_name, entry_offset,
                      compressed_bytes, size_bytes, archive_message_id, message_id, content_sha256, kind, subject,
                      sent_at, capture_owner, state, reason, detail)
    select ${claim.tenantId}::uuid, ${claim.connectorId}::uuid, ${claim.runId}::uuid, ${claim.runId}::uuid, ${packageId}, entry_index,
           entry_name, entry_offset, compressed_bytes, size_bytes, archive_message_id, message_id,
           decode(content_sha256, 'hex'), kind, subject, sent_at, capture_owner, state, reason, detail
    from unnest(
      ${items.map((item) => item.entry.index)}::int[],
      ${items.map((item) => item.entry.name)}::text[],
      ${items.map((item) => item.entry.offset)}::bigint[],
      ${items.map((item) => item.entry.compressedBytes)}::bigint[],
      ${items.map((item) => item.entry.sizeBytes)}::bigint[],
      ${items.map((item) => item.archiveMessageId)}::text[],
      ${items.map((item) => item.messageId)}::text[],
      ${items.map((item) => item.contentSha256)}::text[],
      ${items.map((item) => item.kind)}::text[],
      ${items.map((item) => item.subject)}::text[],
      ${items.map((item) => item.sentAt?.toISOString() ?? null)}::timestamptz[],
      ${items.map((item) => item.captureOwner)}::text[],
      ${items.map((item) => item.state)}::text[],
      ${items.map((item) => item.reason)}::text[],
      ${items.map((item) => item.detail)}::text[]
    ) as row (entry_index, entry_name, entry_offset, compressed_bytes, size_bytes, archive_message_id, message_id,
              content_sha256, kind, subject, sent_at, capture_owner, state, reason, detail)
    on conflict (package_id, entry_index) do nothing`
}

/** A repeat has the participants of the item that it repeats. */
export async function insertParticipants(
  tx: TenantTransaction,
  claim: RunClaim,
  packageId: bigint,
  items: ItemRecord[],
) {
  const people = items
    .filter((item) => item.state === 'recorded')
    .flatMap((item) => item.participants.map((person) => ({ index: item.entry.index, ...person })))
  await tx.$executeRaw`
    insert into participant (tenant_id, item_id, role, ordinal, display_name, address, phone, opaque_id)
    select ${claim.tenantId}::uuid, item.id, row.role, row.ordinal, row.display_name, row.address, row.phone, row.opaque_id
    from unnest(
      ${people.map((person) => person.index)}::int[],
      ${people.map((person) => person.role)}::text[],
      ${people.map((person) => person.ordinal)}::int[],
      ${people.map((person) => person.displayName)}::text[],
      ${people.map((person) => person.address)}::text[],
      ${people.map((person) => person.phone)}::text[],
      ${people.map((person) => person.opaqueId)}::text[]
    ) as row (entry_index, role, ordinal, display_name, address, phone, opaque_id)
    join item on item.package_id = ${packageId} and item.entry_index = row.entry_index
    where item.repeat_of_id is null
    on conflict (item_id, role, ordinal) do nothing`
}
