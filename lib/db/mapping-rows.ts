import type { UserMappingRow } from '#lib/domain/user-mapping-version.ts'
import { Prisma } from './generated/client.ts'
import type { TenantTransaction } from './with-tenant.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/** Rows of a version; of the one in force when no number is given. In the order of their ids, so that pages stay where they are. */
export async function listMappingRows(
  transaction: TenantTransaction,
  key: ConnectorKey,
  { search, movedOnly, offset, limit }: { search: string; movedOnly: boolean; offset: number; limit: number },
): Promise<{ rows: UserMappingRow[]; total: number }> {
  const wanted = Prisma.sql`${inForce(key)} and ${matches(search)}${movedOnly ? Prisma.sql` and moved_to is not null` : Prisma.empty}`
  const rows = await transaction.$queryRaw<UserMappingRow[]>`
    select ${columns} from user_mapping_row where ${wanted}
    order by external_id, valid_from nulls first offset ${offset} limit ${limit}`
  const counted = await transaction.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from user_mapping_row where ${wanted}`
  return { rows, total: counted[0]?.total ?? 0 }
}

/** The rows in force of some ids, and those of some row numbers. */
export function findRowsToEdit(
  transaction: TenantTransaction,
  key: ConnectorKey,
  { externalIds, rowIds }: { externalIds: string[]; rowIds: string[] },
): Promise<UserMappingRow[]> {
  return transaction.$queryRaw<UserMappingRow[]>`
    select ${columns} from user_mapping_row
    where ${inForce(key)} and (external_id = any(${externalIds}::text[]) or external_id in (
      select external_id from user_mapping_row where ${inForce(key)} and id = any(${rowIds}::bigint[])))`
}

/** A piece of a version, in the order of the rows' numbers, after the one given. */
export function listRowsOfVersion(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
  { number, after, limit }: { number: number; after: string; limit: number },
): Promise<UserMappingRow[]> {
  return transaction.$queryRaw<UserMappingRow[]>`
    select ${columns} from user_mapping_row
    where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid
      and added_in <= ${number} and (removed_in is null or removed_in > ${number}) and id > ${after}::bigint
    order by id limit ${limit}`
}

const columns = Prisma.sql`
  id::text as id, external_id as "externalId", raw_id as "rawId", mailbox, line, valid_from::text as "validFrom",
  valid_to::text as "validTo", display_name as "displayName", directory_status as "directoryStatus", moved_to as "movedTo"`

function inForce({ tenantId, connectorId }: ConnectorKey): Prisma.Sql {
  return Prisma.sql`tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid and removed_in is null`
}

/** Numbers are found by their digits, however the person groups them. */
function matches(search: string): Prisma.Sql {
  if (search === '') return Prisma.sql`true`
  const digits = search.replace(/[\s().\-+]/g, '')
  const pattern = `%${escapeLike(search.toLowerCase())}%`
  const idPattern = /^\d+$/.test(digits) ? `%${digits}%` : pattern
  return Prisma.sql`(external_id like ${idPattern} or mailbox like ${pattern} or lower(display_name) like ${pattern})`
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
