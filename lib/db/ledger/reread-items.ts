import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { ItemRecord, ItemToRead, RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import { holdRun } from './hold-claim.ts'
import { linkRepeats } from './link-repeats.ts'
import { insertParticipants } from './save-items.ts'
import { type EntryRow, type PackageRow, toEntry, toStagedPackage } from './take-open.ts'

/** What a re-drive has to read again, package by package. */
export async function itemsToRead(
  tx: TenantTransaction,
  claim: RunClaim,
  limit: number,
): Promise<ItemToRead[]> {
  const rows = await tx.$queryRaw<(EntryRow & PackageRow)[]>`
    select i.entry_index, i.entry_name, i.entry_offset, i.compressed_bytes, i.size_bytes,
           p.id as package_id, p.name as package_name, p.sha256 as package_sha256, p.blob_name, p.modified_at
    from item i join staged_package p on p.id = i.package_id
    where i.tenant_id = ${claim.tenantId}::uuid and i.drive_run_id = ${claim.runId}::uuid and i.to_be_read
    order by i.package_id, i.entry_index
    limit ${limit}`
  return rows.map((row) => ({ entry: toEntry(row), package: toStagedPackage(row) }))
}

/** Replaces what was known of items of one package. What reads well now claims its identity like any other. */
export async function saveRereadItems(
  tx: TenantTransaction,
  claim: RunClaim,
  packageId: bigint,
  items: ItemRecord[],
): Promise<void> {
  await holdRun(tx, claim)
  await tx.$executeRaw`
    update item i
    set archive_message_id = row.archive_message_id, message_id = row.message_id,
        content_sha256 = decode(row.content_sha256, 'hex'), kind = row.kind, subject = row.subject, sent_at = row.sent_at,
        capture_owner = row.capture_owner, state = row.state, reason = row.reason, detail = row.detail, to_be_read = false
    from unnest(
      ${items.map((item) => item.entry.index)}::int[],
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
    ) as row (entry_index, archive_message_id, message_id, content_sha256, kind, subject, sent_at, capture_owner, state,
              reason, detail)
    where i.package_id = ${packageId} and i.entry_index = row.entry_index and i.tenant_id = ${claim.tenantId}::uuid
      and i.drive_run_id = ${claim.runId}::uuid`
  await linkRepeats(
    tx,
    claim,
    packageId,
    items.map((item) => item.entry.index),
  )
  await insertParticipants(tx, claim, packageId, items)
}
