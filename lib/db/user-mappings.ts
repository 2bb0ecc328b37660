import { storableText } from '#lib/domain/storable-text.ts'
import { Prisma } from './generated/client.ts'
import type { TenantTransaction } from './with-tenant.ts'
import {
  type MappingDiff,
  type MappingTarget,
  type NewMappingVersion,
  writeMappingVersion,
} from './write-mapping-version.ts'

export type MappingSummary = {
  number: number
  fileName: string | null
  rowCount: number
  createdBy: string
  createdAt: Date
}

type ConnectorKey = { tenantId: string; connectorId: string }

/** Entra allows 256. */
const LONGEST_NAME = 256

/** The mapping in force: the one with the highest number. Null when the connector never had one. */
export function findMappingSummary(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
): Promise<MappingSummary | null> {
  return transaction.userMappingVersion.findFirst({
    where: { tenantId, connectorId },
    orderBy: { number: 'desc' },
    select: { number: true, fileName: true, rowCount: true, createdBy: true, createdAt: true },
  })
}

/** A row without dates. */
export type PlainMappingRow = { externalId: string; rawId: string; mailbox: string; line: number }

/** Stores rows that were typed or read elsewhere as the next version, in the place of all that are in force. */
export async function addMapping(
  transaction: TenantTransaction,
  { rows, ...version }: NewMappingVersion & { rows: PlainMappingRow[] },
): Promise<number> {
  const target = Prisma.sql`
    select row.*, null::date as valid_from, null::date as valid_to, null::text as object_id, null::text as display_name,
           null::text as directory_status, null::timestamptz as checked_at
    from unnest(
      ${rows.map((row) => row.externalId)}::text[],
      ${rows.map((row) => row.rawId)}::text[],
      ${rows.map((row) => row.mailbox)}::text[],
      ${rows.map((row) => row.line)}::int[]
    ) as row (external_id, raw_id, mailbox, line)`
  const { number } = await writeMappingVersion(transaction, version, { rows: target, scope: 'all' })
  return number
}

export type MappingWay = 'replace' | 'merge'

/**
 * Confirms an uploaded file: its valid rows, with the people that the directory check found, become the next version. Merged,
 * they take the place of the rows of the same numbers, and the others stay. The upload itself is left.
 */
export function applyUpload(
  transaction: TenantTransaction,
  {
    uploadId,
    way,
    ...version
  }: Omit<NewMappingVersion, 'origin' | 'rolledBackTo'> & { uploadId: string; way: MappingWay },
): Promise<MappingDiff & { number: number; rowCount: number }> {
  return writeMappingVersion(
    transaction,
    { ...version, origin: way === 'replace' ? 'upload-replace' : 'upload-merge', rolledBackTo: null },
    uploadTarget(version, { uploadId, way }),
  )
}

/**
 * What a confirmation of the upload would change. Rows that somebody typed beside the file since it came are newer than the file:
 * they stay, also where it replaces all rows, and take the place of its own rows of their ids.
 */
export function uploadTarget(
  { tenantId, connectorId }: ConnectorKey,
  { uploadId, way }: { uploadId: string; way: MappingWay },
): { rows: Prisma.Sql; scope: 'all' | 'its-ids' } {
  return {
    rows: Prisma.sql`
      with typed as materialized (
        select r.* from user_mapping_row r
        join user_mapping_version v on v.connector_id = r.connector_id and v.number = r.added_in and v.tenant_id = r.tenant_id
        where r.tenant_id = ${tenantId}::uuid and r.connector_id = ${connectorId}::uuid and r.removed_in is null
          and v.origin = 'edit' and r.added_in > (
            select base_version from mapping_upload where id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid))
      select external_id, raw_id, mailbox, line, valid_from, valid_to, object_id, display_name, directory_status,
             case when directory_status is not null then now() end as checked_at
      from mapping_upload_row
      where upload_id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid and severity in ('valid', 'warning')
        and external_id not in (select external_id from typed)
      union all
      select external_id, raw_id, mailbox, line, valid_from, valid_to, object_id, display_name, directory_status, checked_at
      from typed`,
    scope: way === 'replace' ? 'all' : 'its-ids',
  }
}

/** The rows in force; merged with others, those take the place of the rows of the same ids. */
export function mappingInForce(
  { tenantId, connectorId }: { tenantId: string; connectorId: string },
  merged?: Prisma.Sql,
): Prisma.Sql {
  const inForce = Prisma.sql`
    select external_id, raw_id, mailbox, line, valid_from, valid_to, object_id, display_name, directory_status, checked_at
    from user_mapping_row
    where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid and removed_in is null`
  if (!merged) return inForce
  return Prisma.sql`
    with merged as materialized (${merged})
    select * from merged
    union all
    select * from (${inForce}) as kept where external_id not in (select external_id from merged)`
}

/** Brings the rows of an older version into force again, as a version of its own: history only grows. */
export function rollBackMapping(
  transaction: TenantTransaction,
  {
    toNumber,
    ...version
  }: Omit<NewMappingVersion, 'origin' | 'file' | 'rolledBackTo'> & { toNumber: number },
): Promise<MappingDiff & { number: number; rowCount: number }> {
  return writeMappingVersion(
    transaction,
    { ...version, origin: 'roll-back', file: null, rolledBackTo: toNumber },
    rollBackTarget(version, toNumber),
  )
}

/** What stood in an older version. */
export function rollBackTarget({ tenantId, connectorId }: ConnectorKey, toNumber: number): MappingTarget {
  return {
    rows: Prisma.sql`
      select external_id, raw_id, mailbox, line, valid_from, valid_to, object_id, display_name, directory_status, checked_at
      from user_mapping_row
      where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid
        and added_in <= ${toNumber} and (removed_in is null or removed_in > ${toNumber})`,
    scope: 'all',
  }
}

export type EditedMappingRow = {
  externalId: string
  rawId: string
  mailbox: string
  validFrom: string | null
  validTo: string | null
  /** What the directory has said of the mailbox; null when it was not asked, or the row is as it was. */
  found: { objectId: string | null; displayName: string | null; status: string } | null
}

/** Makes `rows` all that there is for the given ids, as a version of its own. */
export function editMappingRows(
  transaction: TenantTransaction,
  {
    externalIds,
    rows,
    ...version
  }: Omit<NewMappingVersion, 'origin' | 'file' | 'rolledBackTo'> & {
    externalIds: string[]
    rows: EditedMappingRow[]
  },
): Promise<MappingDiff & { number: number; rowCount: number }> {
  const target = Prisma.sql`
    select row.external_id, row.raw_id, row.mailbox, null::int as line, row.valid_from, row.valid_to, row.object_id,
           row.display_name, row.directory_status, case when row.directory_status is not null then now() end as checked_at
    from unnest(
      ${rows.map((row) => row.externalId)}::text[],
      ${rows.map((row) => row.rawId)}::text[],
      ${rows.map((row) => row.mailbox)}::text[],
      ${rows.map((row) => row.validFrom)}::date[],
      ${rows.map((row) => row.validTo)}::date[],
      ${rows.map((row) => row.found?.objectId ?? null)}::text[],
      ${rows.map((row) => storableName(row.found?.displayName))}::text[],
      ${rows.map((row) => row.found?.status ?? null)}::text[]
    ) as row (external_id, raw_id, mailbox, valid_from, valid_to, object_id, display_name, directory_status)`
  return writeMappingVersion(
    transaction,
    { ...version, origin: 'edit', file: null, rolledBackTo: null },
    { rows: target, scope: { externalIds } },
  )
}

function storableName(name: string | null | undefined): string | null {
  return name ? storableText(name, LONGEST_NAME) : null
}
