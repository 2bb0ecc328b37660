import type { MappingAmendment } from '#lib/domain/mapping-conflicts.ts'
import type { MappingCsvRow } from '#lib/domain/mapping-csv-row.ts'
import type {
  DirectoryProblemCount,
  MappingRowCode,
  MappingSeverity,
  MappingUploadRow,
} from '#lib/domain/mapping-upload.ts'
import { Prisma } from './generated/client.ts'
import type { TenantTransaction } from './with-tenant.ts'

type Key = { tenantId: string; uploadId: string }

/**
 * One statement for all rows. Each column is one text, split by Postgres: arrays of parameters are escaped value by value on the
 * way, which took as long as reading the file.
 */
export async function addMappingUploadRows(
  transaction: TenantTransaction,
  { tenantId, uploadId }: Key,
  rows: readonly MappingCsvRow[],
): Promise<void> {
  const column = (value: (row: MappingCsvRow) => string | number | null) =>
    Prisma.sql`string_to_array(${rows.map((row) => value(row) ?? '').join(SEPARATOR)}, ${SEPARATOR})`
  const nullable = (value: (row: MappingCsvRow) => string | null) =>
    Prisma.sql`string_to_array(${rows.map((row) => value(row) ?? '').join(SEPARATOR)}, ${SEPARATOR}, '')`
  await transaction.$executeRaw`
    insert into mapping_upload_row (upload_id, tenant_id, ordinal, line, raw_id, raw_mailbox, external_id, mailbox,
                                    valid_from, valid_to, severity, codes, country)
    -- Of a single row, an empty text is an array without an element.
    select ${uploadId}::uuid, ${tenantId}::uuid, row.ordinal, row.line, coalesce(row.raw_id, ''),
           coalesce(row.raw_mailbox, ''), coalesce(row.external_id, ''), coalesce(row.mailbox, ''),
           row.valid_from, row.valid_to, row.severity, string_to_array(coalesce(row.codes, ''), ' '), row.country
    from unnest(
      ${column((row) => row.ordinal)}::int[],
      ${column((row) => row.line)}::int[],
      ${column((row) => storable(row.rawId))},
      ${column((row) => storable(row.rawMailbox))},
      ${column((row) => storable(row.externalId))},
      ${column((row) => storable(row.mailbox))},
      ${nullable((row) => row.validFrom)}::date[],
      ${nullable((row) => row.validTo)}::date[],
      ${column((row) => row.severity)},
      ${column((row) => row.codes.join(' '))},
      ${nullable((row) => row.country)}
    ) as row (ordinal, line, raw_id, raw_mailbox, external_id, mailbox, valid_from, valid_to, severity, codes, country)`
}

/** A control character: a value that has it is an error anyway, and shows without. */
const SEPARATOR = '\u001f'

function storable(value: string): string {
  return value.includes(SEPARATOR) ? value.replaceAll(SEPARATOR, '') : value
}

/** Rows that turned out to contradict or to repeat others. */
export async function amendMappingUploadRows(
  transaction: TenantTransaction,
  { tenantId, uploadId }: Key,
  amendments: readonly MappingAmendment[],
): Promise<void> {
  if (amendments.length === 0) return
  await transaction.$executeRaw`
    update mapping_upload_row r
    set severity = a.severity, other_line = a.other_line,
        codes = case when a.severity = 'error' then array_append(r.codes, 'two-mailboxes') else r.codes end
    from unnest(
      ${amendments.map(({ ordinal }) => ordinal)}::int[],
      ${amendments.map(({ severity }) => severity)}::text[],
      ${amendments.map(({ otherLine }) => otherLine)}::int[]
    ) as a (ordinal, severity, other_line)
    where r.upload_id = ${uploadId}::uuid and r.tenant_id = ${tenantId}::uuid and r.ordinal = a.ordinal`
}

export async function deleteMappingUploadRows(
  transaction: TenantTransaction,
  { tenantId, uploadId }: Key,
): Promise<void> {
  await transaction.$executeRaw`
    delete from mapping_upload_row where upload_id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid`
}

export async function countMappingUploadCodes(
  transaction: TenantTransaction,
  { tenantId, uploadId }: Key,
): Promise<{ code: MappingRowCode; severity: MappingSeverity; count: number }[]> {
  return transaction.$queryRaw`
    select code, r.severity, count(*)::int as count
    from mapping_upload_row r cross join unnest(r.codes) as code
    where r.upload_id = ${uploadId}::uuid and r.tenant_id = ${tenantId}::uuid and r.severity in ('warning', 'error')
    group by code, r.severity order by r.severity, count desc, code`
}

/** Mailboxes that the directory was asked for and that cannot be delivered to, by why. */
export async function countDirectoryProblems(
  transaction: TenantTransaction,
  { tenantId, uploadId }: Key,
): Promise<DirectoryProblemCount[]> {
  return transaction.$queryRaw`
    select directory_status as status, count(*)::int as count, (count(*) filter (where severity = 'valid'))::int as "validCount"
    from mapping_upload_row
    where upload_id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid and ${hasDirectoryProblem}
    group by directory_status order by count desc, status`
}

const hasDirectoryProblem = Prisma.sql`
  severity in ('valid', 'warning') and directory_status not in ('found', 'disabled')`

export type MappingRowFilter = {
  show: 'all' | 'warnings' | 'errors' | 'directory'
  code: string | null
  /** What the directory has said of the mailbox. */
  status: string | null
  /** Found anywhere in what the file says, or in the number as it was read. */
  search: string
}

export async function listMappingUploadRows(
  transaction: TenantTransaction,
  key: Key,
  { filter, offset, limit }: { filter: MappingRowFilter; offset: number; limit: number },
): Promise<{ rows: MappingUploadRow[]; total: number }> {
  const where = whereOf(key, filter)
  const rows = await transaction.$queryRaw<MappingUploadRow[]>`
    select ordinal, line, raw_id as "rawId", raw_mailbox as "rawMailbox", external_id as "externalId", mailbox,
           valid_from::text as "validFrom", valid_to::text as "validTo", severity, codes, other_line as "otherLine", country,
           display_name as "displayName", directory_status as "directoryStatus"
    from mapping_upload_row where ${where} order by ordinal offset ${offset} limit ${limit}`
  const counted = await transaction.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from mapping_upload_row where ${where}`
  return { rows, total: counted[0]?.total ?? 0 }
}

/** Rows with something wrong, a page after an ordinal at a time. */
export async function listProblemRows(
  transaction: TenantTransaction,
  { tenantId, uploadId }: Key,
  { after, limit }: { after: number; limit: number },
): Promise<
  Pick<MappingUploadRow, 'ordinal' | 'line' | 'codes' | 'otherLine' | 'country' | 'directoryStatus'>[]
> {
  return transaction.$queryRaw`
    select ordinal, line, codes, other_line as "otherLine", country, directory_status as "directoryStatus"
    from mapping_upload_row
    where upload_id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid
      and (severity in ('warning', 'error') or ${hasDirectoryProblem})
      and ordinal > ${after}
    order by ordinal limit ${limit}`
}

function whereOf({ tenantId, uploadId }: Key, { show, code, status, search }: MappingRowFilter): Prisma.Sql {
  const parts = [Prisma.sql`upload_id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid`]
  if (show === 'directory') parts.push(hasDirectoryProblem)
  else if (show !== 'all') parts.push(Prisma.sql`severity = ${show === 'errors' ? 'error' : 'warning'}`)
  if (status !== null) parts.push(Prisma.sql`directory_status = ${status}`)
  if (code !== null) parts.push(Prisma.sql`codes @> array[${code}]`)
  if (search !== '') {
    const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(
      Prisma.sql`(raw_id ilike ${like} or raw_mailbox ilike ${like} or external_id ilike ${like} or display_name ilike ${like})`,
    )
  }
  return Prisma.join(parts, ' and ')
}
