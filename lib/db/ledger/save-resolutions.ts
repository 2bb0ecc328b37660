import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { CustomMapping, CustomMappingRow } from '#lib/domain/mapping-candidates.ts'
import type { OpenPerson, Resolution, RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import type { DirectoryUser } from '#lib/sync/ports/directory.ts'
import { holdRun } from './hold-claim.ts'

/** The rows in force. */
export async function customMapping(tx: TenantTransaction, claim: RunClaim): Promise<CustomMapping> {
  const rows = await tx.$queryRaw<(CustomMappingRow & { externalId: string })[]>`
    select external_id as "externalId", mailbox, object_id as "objectId", valid_from::text as "validFrom", valid_to::text as "validTo"
    from user_mapping_row
    where tenant_id = ${claim.tenantId}::uuid and connector_id = ${claim.connectorId}::uuid and removed_in is null`
  return Map.groupBy(rows, (row) => row.externalId)
}

export async function openPeople(tx: TenantTransaction, claim: RunClaim): Promise<OpenPerson[]> {
  const rows = await tx.$queryRaw<
    { phone: string; address: string; opaque_id: string; is_by_day: boolean; sent_on: string | null }[]
  >`
    with by_day as materialized (
      select external_id from user_mapping_row
      where tenant_id = ${claim.tenantId}::uuid and connector_id = ${claim.connectorId}::uuid and removed_in is null
        and (valid_from is not null or valid_to is not null) and external_id <> ''),
    open as (
      select p.phone, p.address, p.opaque_id, i.sent_at,
             p.phone in (select external_id from by_day) or p.address in (select external_id from by_day)
               or p.opaque_id in (select external_id from by_day) as is_by_day
      from participant p join item i on i.id = p.item_id
      where i.tenant_id = ${claim.tenantId}::uuid and i.drive_run_id = ${claim.runId}::uuid and i.state = 'recorded'
        and p.resolution is null)
    select distinct phone, address, opaque_id, is_by_day,
           case when is_by_day then (sent_at at time zone c.time_zone)::date::text end as sent_on
    from open, connector c where c.id = ${claim.connectorId}::uuid
    order by 1, 2, 3, 5`
  return rows.map((row) => ({
    phone: row.phone,
    address: row.address,
    opaqueId: row.opaque_id,
    day: row.is_by_day ? { sentOn: row.sent_on } : null,
  }))
}

export async function formerAddresses(
  tx: TenantTransaction,
  claim: RunClaim,
  addresses: string[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ address: string; object_id: string }[]>`
    select a.address, m.object_id from mailbox_address a join mailbox m on m.id = a.mailbox_id
    where a.tenant_id = ${claim.tenantId}::uuid and a.address = any(${addresses.map((one) => one.toLowerCase())}::text[])`
  return new Map(rows.map((row) => [row.address, row.object_id]))
}

/** Object id -> mailbox. A person who changed name or address keeps the mailbox row: the object id is the pin. */
export async function saveMailboxes(
  tx: TenantTransaction,
  claim: RunClaim,
  users: DirectoryUser[],
): Promise<Map<string, bigint>> {
  if (users.length === 0) return new Map()
  await holdRun(tx, claim)
  const rows = await tx.$queryRaw<{ id: bigint; object_id: string }[]>`
    insert into mailbox (tenant_id, object_id, address, display_name)
    select ${claim.tenantId}::uuid, object_id, address, display_name
    from unnest(
      ${users.map((user) => user.objectId)}::text[],
      ${users.map((user) => user.address)}::text[],
      ${users.map((user) => user.displayName)}::text[]
    ) as row (object_id, address, display_name)
    on conflict (tenant_id, object_id) do update set address = excluded.address, display_name = excluded.display_name
    returning id, object_id`
  await tx.$executeRaw`
    insert into mailbox_address (tenant_id, address, mailbox_id)
    select distinct on (lower(address)) tenant_id, lower(address), id from mailbox
    where tenant_id = ${claim.tenantId}::uuid and id = any(${rows.map(({ id }) => String(id))}::bigint[]) and address <> ''
    order by lower(address), id desc
    on conflict (tenant_id, address) do update set mailbox_id = excluded.mailbox_id
      where mailbox_address.mailbox_id <> excluded.mailbox_id`
  return new Map(rows.map((row) => [row.object_id, row.id]))
}

export async function saveResolutions(
  tx: TenantTransaction,
  claim: RunClaim,
  resolutions: Resolution[],
): Promise<void> {
  await holdRun(tx, claim)
  await tx.$executeRaw`
    update participant p
    set resolution = row.resolution, reason = row.reason, mailbox_id = row.mailbox_id
    from unnest(
      ${resolutions.map((one) => one.phone)}::text[],
      ${resolutions.map((one) => one.address)}::text[],
      ${resolutions.map((one) => one.opaqueId)}::text[],
      ${resolutions.map((one) => one.rule ?? 'unresolved')}::text[],
      ${resolutions.map((one) => (one.rule === null ? one.reason : null))}::text[],
      ${resolutions.map((one) => (one.rule === null ? null : one.mailboxId.toString()))}::bigint[],
      ${resolutions.map((one) => one.day !== null)}::boolean[],
      ${resolutions.map((one) => one.day?.sentOn ?? null)}::date[]
    ) as row (phone, address, opaque_id, resolution, reason, mailbox_id, is_by_day, sent_on), item i, connector c
    where i.id = p.item_id and c.id = ${claim.connectorId}::uuid
      and (not row.is_by_day or row.sent_on is not distinct from (i.sent_at at time zone c.time_zone)::date) and i.tenant_id = ${claim.tenantId}::uuid and i.drive_run_id = ${claim.runId}::uuid
      and i.state = 'recorded' and p.resolution is null
      and p.phone = row.phone and p.address = row.address and p.opaque_id = row.opaque_id`
}
