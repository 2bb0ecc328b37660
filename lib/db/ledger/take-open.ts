import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { OverLimitPolicy } from '#lib/domain/drop-oversized-attachments.ts'
import type { ItemKind } from '#lib/domain/item-kind.ts'
import type { MailboxClaim, OpenDelivery } from '#lib/sync/ledger/delivery-ledger.ts'

export type EntryRow = {
  entry_index: number
  entry_name: string
  entry_offset: bigint
  compressed_bytes: bigint
  size_bytes: bigint
}

export type PackageRow = {
  package_id: bigint
  package_name: string
  package_sha256: Uint8Array
  blob_name: string
  modified_at: Date
}

type OpenRow = EntryRow &
  PackageRow & {
    id: bigint
    run_id: string
    connector_id: string
    type_id: string
    state: OpenDelivery['state']
    attempts: number
    lookups: number
    attempted_at: Date | null
    waits_since: Date
    archive_message_id: string
    content_sha256: Uint8Array
    kind: ItemKind
    sent_at: Date | null
    item_limit_bytes: number
    over_limit: OverLimitPolicy
    attach_original: boolean
  }

/**
 * The oldest open deliveries of a mailbox whose time has come. Those of a paused or deleted connector wait.
 */
export async function takeOpen(
  tx: TenantTransaction,
  claim: MailboxClaim,
  limit: number,
  now: Date,
): Promise<OpenDelivery[]> {
  const rows = await tx.$queryRaw<OpenRow[]>`
    select d.id, d.run_id, d.connector_id, c.type_id, d.state, d.attempts, d.lookups, d.attempted_at,
           r.created_at as waits_since,
           i.archive_message_id, i.content_sha256, i.kind, i.sent_at, i.entry_index, i.entry_name, i.entry_offset,
           i.compressed_bytes, i.size_bytes, p.id as package_id, p.name as package_name, p.sha256 as package_sha256,
           p.blob_name, p.modified_at, c.item_limit_bytes, c.over_limit, c.attach_original
    from delivery d
      join item i on i.id = d.item_id
      join staged_package p on p.id = i.package_id
      join connector c on c.id = d.connector_id
      join run r on r.id = d.run_id
    where d.tenant_id = ${claim.tenantId}::uuid and d.mailbox_id = ${claim.mailboxId}
      and d.state in ('pending', 'attempting', 'unconfirmed')
      and (d.not_before is null or d.not_before <= ${now}) and c.state = 'active'
    order by d.id
    limit ${limit}`
  return rows.map(toDelivery)
}

function toDelivery(row: OpenRow): OpenDelivery {
  return {
    deliveryId: row.id,
    runId: row.run_id,
    connectorId: row.connector_id,
    typeId: row.type_id,
    state: row.state,
    attempts: row.attempts,
    lookups: row.lookups,
    attemptedAt: row.attempted_at,
    waitsSince: row.waits_since,
    archiveMessageId: row.archive_message_id,
    contentSha256: Buffer.from(row.content_sha256).toString('hex'),
    kind: row.kind,
    sentAt: row.sent_at,
    entry: toEntry(row),
    package: toStagedPackage(row),
    itemLimitBytes: row.item_limit_bytes,
    overLimit: row.over_limit,
    attachOriginal: row.attach_original,
  }
}

export function toEntry(row: EntryRow): OpenDelivery['entry'] {
  return {
    index: row.entry_index,
    name: row.entry_name,
    offset: Number(row.entry_offset),
    compressedBytes: Number(row.compressed_bytes),
    sizeBytes: Number(row.size_bytes),
  }
}

export function toStagedPackage(row: PackageRow): OpenDelivery['package'] {
  return {
    packageId: row.package_id,
    name: row.package_name,
    sha256: Buffer.from(row.package_sha256).toString('hex'),
    blobName: row.blob_name,
    modifiedAt: row.modified_at,
  }
}
