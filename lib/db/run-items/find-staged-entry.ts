import type { StagedPackage } from '#lib/sync/ledger/run-ledger.ts'
import type { PackageEntry } from '#lib/sync/ports/package-format.ts'
import { type EntryRow, type PackageRow, toEntry, toStagedPackage } from '../ledger/take-open.ts'
import type { TenantTransaction } from '../with-tenant.ts'

export type StagedEntry = { package: StagedPackage; entry: PackageEntry; archiveMessageId: string }

/** Where the bytes of an item lie. Null unless this run read it or took it again. */
export async function findStagedEntry(
  tx: TenantTransaction,
  key: { tenantId: string; connectorId: string; runId: string; itemId: bigint },
): Promise<StagedEntry | null> {
  const [row] = await tx.$queryRaw<(EntryRow & PackageRow & { archive_message_id: string })[]>`
    select i.archive_message_id, i.entry_index, i.entry_name, i.entry_offset, i.compressed_bytes, i.size_bytes,
      p.id as package_id, p.name as package_name, p.sha256 as package_sha256, p.blob_name, p.modified_at
    from item i join staged_package p on p.id = i.package_id
    where i.id = ${key.itemId} and i.tenant_id = ${key.tenantId}::uuid and i.connector_id = ${key.connectorId}::uuid
      and (i.run_id = ${key.runId}::uuid or i.drive_run_id = ${key.runId}::uuid)`
  return row
    ? { package: toStagedPackage(row), entry: toEntry(row), archiveMessageId: row.archive_message_id }
    : null
}
