import type { Direction, EntryRange } from '#lib/domain/entry-ranges.ts'
import type { ItemOutcome } from '#lib/domain/item-outcome.ts'
import { Prisma } from '../generated/client.ts'
import type { TenantTransaction } from '../with-tenant.ts'
import type { RunItemFilter, RunItemPlace, RunItemRow } from './list-run-items.ts'

type Row = Omit<RunItemRow, 'place' | 'itemId'> & {
  itemId: bigint
  packageId: bigint
  entryIndex: number
  mailboxId: bigint
}

/** The rows of some ranges of entries that a filter lets through, from a place on, that place left out. */
export async function readEntries(
  tx: TenantTransaction,
  { tenantId, runId }: { tenantId: string; runId: string },
  wanted: {
    ranges: readonly EntryRange[]
    filter: RunItemFilter
    from: RunItemPlace | null
    direction: Direction
    limit: number
  },
): Promise<RunItemRow[]> {
  const { ranges, from, direction, limit } = wanted
  if (ranges.length === 0) return []
  const isForward = direction === 'forward'
  const order = isForward
    ? Prisma.sql`found.package_id, found.entry_index, found.mailbox_id`
    : Prisma.sql`found.package_id desc, found.entry_index desc, found.mailbox_id desc`
  const beyond = from
    ? Prisma.sql`(i.package_id, i.entry_index, coalesce(d.mailbox_id, 0)) ${isForward ? Prisma.sql`>` : Prisma.sql`<`}
        (${from.packageId}::bigint, ${from.entryIndex}::int, ${from.mailboxId}::bigint)`
    : Prisma.sql`true`
  const rows = await tx.$queryRaw<Row[]>`
    with found as (
      select i.id, i.package_id, i.entry_index, i.kind, i.subject, i.sent_at, i.archive_message_id, i.repeat_of_id,
        coalesce(d.mailbox_id, 0) as mailbox_id, ${OUTCOME} as outcome, coalesce(d.reason, i.reason) as reason
      from unnest(
        ${ranges.map(({ packageId }) => String(packageId))}::bigint[],
        ${ranges.map(({ first }) => first)}::int[],
        ${ranges.map(({ last }) => last)}::int[]
      ) as range (package_id, first, last)
      cross join lateral (
        select * from item
        where item.package_id = range.package_id and item.entry_index between range.first and range.last
          and item.tenant_id = ${tenantId}::uuid and (item.run_id = ${runId}::uuid or item.drive_run_id = ${runId}::uuid)
        offset 0
      ) as i
      left join lateral (select * from delivery where delivery.item_id = i.id offset 0) as d on true
      where ${beyond} and ${passes(tenantId, wanted.filter)}
      order by i.package_id ${way(isForward)}, i.entry_index ${way(isForward)}, mailbox_id ${way(isForward)}
      limit ${limit}
    )
    select found.id as "itemId", found.package_id as "packageId", found.entry_index as "entryIndex",
      found.mailbox_id as "mailboxId", found.kind, found.subject, found.sent_at as "sentAt",
      found.archive_message_id as "archiveMessageId", found.outcome, found.reason, mailbox.address as mailbox,
      people.sender as "from", people.recipient as "to", coalesce(people.recipients, 0)::int as "toCount"
    from found
    left join mailbox on mailbox.id = found.mailbox_id and mailbox.tenant_id = ${tenantId}::uuid
    left join lateral (
      select (array_agg(name order by ordinal) filter (where role = 'from'))[1] as sender,
        (array_agg(name order by role = 'to' desc, ordinal) filter (where role <> 'from'))[1] as recipient,
        count(*) filter (where role <> 'from') as recipients
      from (
        select role, ordinal, coalesce(nullif(display_name, ''), nullif(phone, ''), nullif(address, ''), opaque_id) as name
        from participant
        where participant.item_id = coalesce(found.repeat_of_id, found.id) and participant.tenant_id = ${tenantId}::uuid
      ) as person
    ) as people on true
    order by ${order}`
  return rows.map(({ packageId, entryIndex, mailboxId, itemId, ...row }) => ({
    ...row,
    itemId: String(itemId),
    place: { packageId, entryIndex, mailboxId },
  }))
}

function way(isForward: boolean): Prisma.Sql {
  return isForward ? Prisma.sql`asc` : Prisma.sql`desc`
}

/** The same as `outcomeOfDelivery`, where the rows are. */
const OUTCOME = Prisma.sql`
  case when d.state in ('pending', 'attempting', 'unconfirmed') then 'waiting'
       when d.state is not null then d.state
       when i.state in ('quarantined', 'system-event', 'before-start') then i.state
       else 'waiting' end`

function passes(tenantId: string, { outcome, kind, search }: RunItemFilter): Prisma.Sql {
  const conditions = [
    outcome && Prisma.sql`${OUTCOME} = ${outcome satisfies ItemOutcome}`,
    kind && Prisma.sql`i.kind = ${kind}`,
    search && matches(tenantId, search),
  ].filter((condition) => condition instanceof Prisma.Sql)
  return conditions.length > 0 ? Prisma.join(conditions, ' and ') : Prisma.sql`true`
}

/** A subject, a Message-ID, a mailbox, or one of the people: by a part of the name, the address, or the number as people type it. */
function matches(tenantId: string, search: string): Prisma.Sql {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const digits = search.replace(/[\s()+-]/g, '')
  const phone = /^\d{4,}$/.test(digits) ? `%${digits}%` : null
  return Prisma.sql`(
    i.subject ilike ${pattern} or i.message_id ilike ${pattern} or i.archive_message_id ilike ${pattern}
    or exists (select 1 from mailbox where mailbox.id = d.mailbox_id and mailbox.tenant_id = ${tenantId}::uuid
      and (mailbox.address ilike ${pattern} or mailbox.display_name ilike ${pattern}))
    or exists (select 1 from participant p where p.item_id = i.id and p.tenant_id = ${tenantId}::uuid
      and (p.address ilike ${pattern} or p.display_name ilike ${pattern} or p.opaque_id ilike ${pattern}
        or p.phone like ${phone})))`
}
