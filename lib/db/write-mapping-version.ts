import { Prisma } from './generated/client.ts'
import type { TenantTransaction } from './with-tenant.ts'

export type MappingOrigin = 'upload-replace' | 'upload-merge' | 'edit' | 'roll-back' | 'removal'

export type NewMappingVersion = {
  id: string
  tenantId: string
  connectorId: string
  origin: MappingOrigin
  file: { name: string | null; sha256: Uint8Array<ArrayBuffer> } | null
  rolledBackTo: number | null
  createdBy: { id: string; name: string }
}

/** Rows are told apart by external id and first day. */
export type MappingDiff = { added: number; changed: number; removed: number; same: number }

export type MappingTarget = {
  /**
   * A query of what is to be in force, with the columns external_id, raw_id, mailbox, line, valid_from, valid_to, object_id,
   * display_name, directory_status, checked_at.
   */
  rows: Prisma.Sql
  /** Which rows in force it speaks of: all, those with an id that it has itself, or those of the ids given. */
  scope: 'all' | 'its-ids' | { externalIds: string[] }
}

/**
 * Writes the next version of a connector's custom mapping: rows in force that the target does not have end, rows that it has
 * and that are not in force begin, and what is the same stays untouched, however many it is. The caller holds the connector's
 * row locked.
 */
export async function writeMappingVersion(
  transaction: TenantTransaction,
  version: NewMappingVersion,
  target: MappingTarget,
): Promise<MappingDiff & { number: number; rowCount: number }> {
  const { tenantId, connectorId } = version
  const [newest] = await transaction.$queryRaw<{ number: number }[]>`
    select coalesce(max(number), 0)::int as number from user_mapping_version
    where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid`
  const number = (newest?.number ?? 0) + 1
  const ended = await transaction.$executeRaw`
    with target as materialized (${target.rows}), current as materialized (${inForce(version, target.scope)})
    update user_mapping_row r set removed_in = ${number}
    from current c where r.id = c.id and r.removed_in is null
      and not exists (select 1 from target t where ${isSame})`
  const [begun] = await transaction.$queryRaw<{ begun: number; changed: number }[]>`
    with target as materialized (${target.rows}), current as materialized (${inForce(version, target.scope)}),
    begun as (
      insert into user_mapping_row (tenant_id, connector_id, external_id, raw_id, mailbox, line, valid_from, valid_to,
                                    added_in, object_id, display_name, directory_status, checked_at)
      select ${tenantId}::uuid, ${connectorId}::uuid, t.external_id, t.raw_id, t.mailbox, t.line, t.valid_from, t.valid_to,
             ${number}, t.object_id, t.display_name, t.directory_status, t.checked_at
      from target t where not exists (select 1 from current c where ${isSame})
      returning external_id, valid_from)
    select count(*)::int as begun, count(r.id)::int as changed
    from begun b left join user_mapping_row r
      on r.tenant_id = ${tenantId}::uuid and r.connector_id = ${connectorId}::uuid and r.removed_in = ${number}
      and r.external_id = b.external_id and r.valid_from is not distinct from b.valid_from`
  const counts = await transaction.$queryRaw<{ rows: number }[]>`
    select count(*)::int as rows from user_mapping_row
    where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid and removed_in is null`
  const rowCount = counts[0]?.rows ?? 0
  const changed = begun?.changed ?? 0
  const added = (begun?.begun ?? 0) - changed
  const removed = ended - changed
  await transaction.userMappingVersion.create({
    data: {
      id: version.id,
      tenantId,
      connectorId,
      number,
      origin: version.origin,
      fileName: version.file?.name ?? null,
      fileSha256: version.file?.sha256 ?? null,
      rowCount,
      added,
      changed,
      removed,
      rolledBackTo: version.rolledBackTo,
      createdById: version.createdBy.id,
      createdBy: version.createdBy.name,
    },
    select: { id: true },
  })
  return { number, rowCount, added, changed, removed, same: rowCount - added - changed }
}

/** What {@link writeMappingVersion} would do, without doing it. */
export async function compareMapping(
  transaction: TenantTransaction,
  key: { tenantId: string; connectorId: string },
  target: MappingTarget,
): Promise<MappingDiff> {
  const rows = await transaction.$queryRaw<MappingDiff[]>`
    with target as materialized (${target.rows}), current as materialized (${inForce(key, target.scope)})
    select count(*) filter (where c.id is null)::int as added,
           count(*) filter (where c.id is not null and t.external_id is not null and not (${isSame}))::int as changed,
           count(*) filter (where t.external_id is null)::int as removed,
           count(*) filter (where ${isSame})::int as same
    from target t full join current c
      on c.external_id = t.external_id
      -- A full join needs an equality, and null is equal to nothing.
      and coalesce(c.valid_from, '-infinity') = coalesce(t.valid_from, '-infinity')`
  const compared = rows[0] ?? { added: 0, changed: 0, removed: 0, same: 0 }
  return target.scope === 'all'
    ? compared
    : { ...compared, same: compared.same + (await countOutside(transaction, key, target)) }
}

/** A row that nobody touched. What the directory said later about an address is no change of the row. */
const isSame = Prisma.sql`
  c.external_id = t.external_id and c.mailbox = t.mailbox and c.raw_id = t.raw_id
  and c.valid_from is not distinct from t.valid_from and c.valid_to is not distinct from t.valid_to
  and c.object_id is not distinct from coalesce(t.object_id, c.object_id)`

function inForce(
  { tenantId, connectorId }: { tenantId: string; connectorId: string },
  scope: MappingTarget['scope'],
): Prisma.Sql {
  const all = Prisma.sql`
    select id, external_id, raw_id, mailbox, valid_from, valid_to, object_id from user_mapping_row
    where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid and removed_in is null`
  if (scope === 'all') return all
  if (scope === 'its-ids') return Prisma.sql`${all} and external_id in (select external_id from target)`
  return Prisma.sql`${all} and external_id = any(${scope.externalIds}::text[])`
}

async function countOutside(
  transaction: TenantTransaction,
  { tenantId, connectorId }: { tenantId: string; connectorId: string },
  target: MappingTarget,
): Promise<number> {
  const rows = await transaction.$queryRaw<{ count: number }[]>`
    with target as materialized (${target.rows}),
    current as materialized (${inForce({ tenantId, connectorId }, target.scope)})
    select count(*)::int as count from user_mapping_row
    where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid and removed_in is null
      and id not in (select id from current)`
  return rows[0]?.count ?? 0
}
