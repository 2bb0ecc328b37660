import { Prisma } from '../generated/client.ts'
import { rowHoldsOn } from '../row-holds-on.ts'
import type { TenantTransaction } from '../with-tenant.ts'

export type ConnectorKey = { tenantId: string; connectorId: string }

/**
 * `listed`: each item that waits, with one person and what would become of it now, to put a select behind. Repeats are not
 * there: they follow the item that they repeat.
 *
 * An item stands with the person through whom it would be delivered. Without one, with whose capture it is, somebody of our own
 * domains, or whoever sent it, in this order: customers are on most messages, and hardly ever what is missing.
 *
 * A mailbox counts as there now when the mapping names it and nobody knows otherwise, or when it became known after the
 * run had asked for it. Asking the directory itself is the re-drive's work; what it finds then may differ.
 *
 * @param window narrows the items before anybody is looked up, as `and i.id < 5 order by i.id desc limit 50`
 */
export function waitingItems({ tenantId, connectorId }: ConnectorKey, window = Prisma.empty): Prisma.Sql {
  return Prisma.sql`
    with chosen as materialized (
      select time_zone, automatic_mapping, mapping_precedence, item_limit_bytes, over_limit from connector
      where id = ${connectorId}::uuid and tenant_id = ${tenantId}::uuid),
    waiting as materialized (
      select i.id, i.drive_run_id, i.reason, i.sent_at, i.size_bytes, i.capture_owner,
             (i.sent_at at time zone (select time_zone from chosen))::date as sent_on
      from item i
      where i.tenant_id = ${tenantId}::uuid and i.connector_id = ${connectorId}::uuid and i.state = 'quarantined'
        and i.repeat_of_id is null ${window}),
    driving as materialized (
      select id, state in ('completed', 'completed-with-problems') as is_over, coalesce(resolved_at, finished_at) as asked_at
      from run where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid),
    person as materialized (
      select w.id, w.sent_on, w.drive_run_id, p.role, p.ordinal, p.display_name, p.phone, p.address, p.opaque_id, p.reason,
             w.capture_owner <> '' and w.capture_owner in (p.address, p.opaque_id, p.phone, '+' || p.phone) as is_owner
      from waiting w cross join lateral (
        select * from participant where item_id = w.id and tenant_id = ${tenantId}::uuid offset 0) p),
    who as materialized (select phone, address, opaque_id from person group by 1, 2, 3),
    one_of as materialized (
      select w.phone, w.address, w.opaque_id, one.choice, one.value
      from who w cross join lateral (values (1, w.phone), (2, w.opaque_id), (3, w.address)) as one (choice, value)
      where one.value <> ''),
    in_force as materialized (
      select external_id, mailbox, added_in, valid_from, valid_to,
             case when moved_to is not null then 'address-moved' else directory_status end as status
      from user_mapping_row
      where connector_id = ${connectorId}::uuid and tenant_id = ${tenantId}::uuid and removed_in is null),
    named as materialized (
      select w.phone, w.address, w.opaque_id, w.choice, m.mailbox, m.added_in, m.valid_from, m.valid_to, m.status
      from one_of w join in_force m on m.external_id = w.value),
    -- The first of a person's ids that has a row is the one that counts, as in mappingCandidates.
    ruled as materialized (
      select distinct on (p.id, p.role, p.ordinal) p.id, p.role, p.ordinal, t.mailbox, t.added_in, t.status
      from person p join named t on t.phone = p.phone and t.address = p.address and t.opaque_id = p.opaque_id
        and ${rowHoldsOn('t', Prisma.sql`p.sent_on`)}
      order by p.id, p.role, p.ordinal, t.choice),
    ours as materialized (
      select address, min(first_seen_at) as first_seen_at from mailbox where tenant_id = ${tenantId}::uuid group by 1),
    our_domain as materialized (select distinct split_part(address, '@', 2) as domain from ours),
    rated as (
      select p.*, t.mailbox, t.added_in, t.status, t.id is not null as has_row,
             coalesce(t.status, 'found') in ('found', 'disabled') as is_row_good,
             c.automatic_mapping and p.address <> '' and (t.id is null or c.mapping_precedence = 'custom-first') as is_address_asked,
             -- One that was known already when the run asked had its chance, unless it was not asked for.
             o.address is not null and (p.reason is null or p.reason = 'not-mapped' or o.first_seen_at > d.asked_at) as has_mailbox,
             split_part(p.address, '@', 2) in (select domain from our_domain) as is_ours
      from person p cross join chosen c join driving d on d.id = p.drive_run_id
      left join ruled t on t.id = p.id and t.role = p.role and t.ordinal = p.ordinal
      left join ours o on o.address = p.address),
    judged as (
      select *, case when has_row and is_row_good then 'mapped'
                     when is_address_asked and has_mailbox then 'has-mailbox'
                     when has_row then 'row-problem'
                     when reason like 'mailbox-%' then 'mailbox-problem'
                     when is_address_asked then 'address-unknown'
                     else 'no-row' end as fate
      from rated),
    first_person as materialized (
      select distinct on (id) * from judged
      order by id, fate in ('mapped', 'has-mailbox') desc, is_owner desc, is_ours desc, role <> 'from', role, ordinal),
    listed as (
      select w.id, w.drive_run_id, w.reason, w.sent_at, w.size_bytes,
             coalesce(f.display_name, '') as display_name, coalesce(f.phone, '') as phone,
             coalesce(f.address, '') as address, coalesce(f.opaque_id, '') as opaque_id,
             case when not d.is_over then 'run-under-way'
                  when w.reason = 'too-large' and w.size_bytes <= c.item_limit_bytes then 'limit-raised'
                  when w.reason = 'too-large' and c.over_limit = 'do-not-import' then 'over-limit'
                  when w.reason in ('too-large', 'unreadable', 'encrypted', 'too-many-participants') then 'read-again'
                  when f.id is null then 'names-nobody'
                  when f.fate in ('mapped', 'has-mailbox') then f.fate
                  when w.reason = 'directory-unanswered' then 'asked-again'
                  else f.fate end as verdict,
             case when f.fate = 'has-mailbox' then f.address else f.mailbox end as mailbox,
             case when f.fate <> 'has-mailbox' then f.added_in end as version,
             case f.fate when 'row-problem' then f.status when 'mailbox-problem' then f.reason end as problem
      from waiting w cross join chosen c join driving d on d.id = w.drive_run_id left join first_person f on f.id = w.id)`
}

/** What an acknowledgement of a row of `listed` is kept under. */
export const PERSON_SUBJECT: Prisma.Sql = Prisma.sql`md5(concat_ws(chr(31), reason, phone, address, opaque_id))`

/** Which rows of `listed` make one group. */
export const GROUP_KEY: Prisma.Sql = Prisma.sql`
  md5(concat_ws(chr(31), reason, phone, address, opaque_id, verdict, mailbox, version::text, problem))`

/**
 * Reads with {@link waitingItems} in time that grows with what waits, and not with its square: nothing is known of the
 * steps of such a query beforehand, so PostgreSQL takes them for a row or two and goes through one for each row of the other. With
 * 100,000 items that took minutes. Where one row is looked up by its key the query says so itself.
 */
export async function readWaiting<T>(tx: TenantTransaction, read: () => Promise<T>): Promise<T> {
  await tx.$executeRaw`
    select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
           set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`
  const found = await read()
  // A failed statement ends the transaction, and these with it.
  await tx.$executeRaw`
    select set_config('enable_nestloop', 'on', true), set_config('enable_mergejoin', 'on', true),
           set_config('jit', 'on', true), set_config('work_mem', '4MB', true)`
  return found
}
