import type { MappingCsvRow } from '#lib/domain/mapping-csv.ts'
import type { TenantTransaction } from './with-tenant.ts'

export type NewMapping = {
  id: string
  tenantId: string
  connectorId: string
  fileName: string | null
  fileSha256: Uint8Array<ArrayBuffer>
  rows: MappingCsvRow[]
  createdBy: { id: string; name: string }
}

export type MappingSummary = {
  number: number
  fileName: string | null
  rowCount: number
  createdBy: string
  createdAt: Date
}

/** The mapping in force: the one with the highest number. Null when the connector never had one. */
export function findMappingSummary(
  transaction: TenantTransaction,
  { tenantId, connectorId }: { tenantId: string; connectorId: string },
): Promise<MappingSummary | null> {
  return transaction.userMappingVersion.findFirst({
    where: { tenantId, connectorId },
    orderBy: { number: 'desc' },
    select: { number: true, fileName: true, rowCount: true, createdBy: true, createdAt: true },
  })
}

/**
 * Stores a confirmed mapping as the next version. Two confirmations at once get two numbers, or the second fails on
 * the unique index: the caller holds the connector's row locked.
 */
export async function addMapping(transaction: TenantTransaction, mapping: NewMapping): Promise<number> {
  const newest = await findMappingSummary(transaction, mapping)
  const number = (newest?.number ?? 0) + 1
  await transaction.userMappingVersion.create({
    data: {
      id: mapping.id,
      tenantId: mapping.tenantId,
      connectorId: mapping.connectorId,
      number,
      fileName: mapping.fileName,
      fileSha256: mapping.fileSha256,
      rowCount: mapping.rows.length,
      createdById: mapping.createdBy.id,
      createdBy: mapping.createdBy.name,
    },
    select: { id: true },
  })
  await addRows(transaction, mapping)
  return number
}

/** One statement for all rows: five parameters, whatever their number. */
async function addRows(transaction: TenantTransaction, { id, tenantId, rows }: NewMapping): Promise<void> {
  await transaction.$executeRaw`
    insert into user_mapping_row (mapping_id, tenant_id, external_id, raw_id, mailbox, line)
    select ${id}::uuid, ${tenantId}::uuid, row.external_id, row.raw_id, row.mailbox, row.line
    from unnest(
      ${rows.map((row) => row.externalId)}::text[],
      ${rows.map((row) => row.rawId)}::text[],
      ${rows.map((row) => row.mailbox)}::text[],
      ${rows.map((row) => row.line)}::int[]
    ) as row (external_id, raw_id, mailbox, line)`
}
