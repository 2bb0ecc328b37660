import { Prisma } from './generated/client.ts'
import { type InJson, readAsJson, toInstantOrNull } from './read-as-json.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** An item, or one of its deliveries, that a run did not bring into a mailbox. */
export type NotImported = {
  key: string
  subject: string
  sentAt: Date | null
  kind: string | null
  archiveMessageId: string
  /** Of a recalled or edited message: the id of the one that it is about. */
  originalArchiveMessageId: string | null
  packageName: string
  /** Within the package: what an item without subject and id is known by. */
  entryName: string
  /** quarantined, system-event, before-start of an item; the rest of a delivery */
  outcome: string
  /** Where the outcome says it all, and the ledger stores no reason, a word for the outcome. */
  reason: string
  detail: string | null
  /** Null for an item as a whole. */
  mailbox: string | null
  /** Numbers and addresses of people without a mailbox, and why, of an item as a whole; at most five. */
  people: { id: string; reason: string }[]
  /** The place in the list, to go on from. */
  cursor: string
}

export type NotImportedFilter = {
  outcome?: string | undefined
  reason?: string | undefined
  /** A part of the subject, an address, a number, or a whole archive message id. */
  search?: string | undefined
}

/** Deliveries that have ended, but not as *imported*; word for word as the index of them says it, else Postgres does not take it. */
const ENDED_OTHERWISE = Prisma.sql`delivery.state in ('partially-imported', 'skipped', 'failed')`
const NOT_ENDED = Prisma.sql`delivery.state in ('pending', 'attempting', 'unconfirmed')`

const DELIVERY_REASON = Prisma.sql`coalesce(delivery.reason,
  case when delivery.state in ('pending', 'attempting') then 'waiting' else delivery.state end)`
const DELIVERY_RANK = Prisma.sql`
  case delivery.state when 'failed' then 1 when 'partially-imported' then 3 when 'skipped' then 5 else 4 end`

/**
 * The deliveries of a run that are not *imported*. States are named, not excluded, and in two parts, each with an index of its own:
 * where *imported* is excluded Postgres reads a million of them, and without the index of the few others a row of the table for each
 * (24 ms for 5,000 of 500,000, and 3 with it).
 */
function deliveriesNotImported({ tenantId, runId }: RunKey, columns: Prisma.Sql): Prisma.Sql {
  const ofRun = Prisma.sql`select ${columns} from delivery
    where delivery.tenant_id = ${tenantId}::uuid and delivery.run_id = ${runId}::uuid`
  return Prisma.sql`${ofRun} and ${ENDED_OTHERWISE} union all ${ofRun} and ${NOT_ENDED}`
}

type RunKey = { tenantId: string; runId: string }

const CURSOR = /^([1-7])\.(\d{1,18})\.(\d{1,18})$/

/**
 * What a run did not import, what needs attention first: of what it read, and of what it took from earlier runs. Partially imported counts: a part is missing. Read on from a
 * key, not from a number of rows: a list that grows while one reads it skips nothing.
 */
export async function listNotImported(
  transaction: TenantTransaction,
  {
    tenantId,
    runId,
    after,
    limit,
    outcome,
    reason,
    search,
  }: RunKey & NotImportedFilter & { after?: string | undefined; limit: number },
): Promise<NotImported[]> {
  const [, rank = '0', itemId = '0', mailboxId = '0'] = CURSOR.exec(after ?? '') ?? []
  const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null
  const digits = search?.replace(/[\s()+-]/g, '') ?? ''
  const phone = /^\d{4,}$/.test(digits) ? `%${digits}%` : null
  const rows = await readAsJson<InJson<NotImported>>(
    transaction,
    Prisma.sql`
    with found as (
      select * from (
        select item.id as item_id, item.state as outcome, coalesce(item.reason, item.state) as reason, 0::bigint as mailbox_id,
          case item.state when 'quarantined' then 2 when 'before-start' then 6 else 7 end as rank
        from item
        where item.tenant_id = ${tenantId}::uuid and (item.run_id = ${runId}::uuid or item.drive_run_id = ${runId}::uuid)
          and item.state in ('quarantined', 'system-event', 'before-start')
        union all
        ${deliveriesNotImported(
          { tenantId, runId },
          Prisma.sql`delivery.item_id, delivery.state, ${DELIVERY_REASON}, delivery.mailbox_id, ${DELIVERY_RANK}`,
        )}
      ) as entry
      where (rank, item_id, mailbox_id) > (${Number(rank)}::int, ${BigInt(itemId)}::bigint, ${BigInt(mailboxId)}::bigint)
        and (${outcome ?? null}::text is null or outcome = ${outcome ?? null})
        and (${reason ?? null}::text is null or reason = ${reason ?? null})
        and (${pattern}::text is null
          or exists (select 1 from item where item.id = entry.item_id and item.tenant_id = ${tenantId}::uuid
            and (item.subject ilike ${pattern} or item.archive_message_id = ${search ?? ''}))
          or exists (select 1 from mailbox where mailbox.id = entry.mailbox_id and mailbox.address ilike ${pattern})
          or exists (select 1 from participant where participant.item_id = entry.item_id
            and participant.tenant_id = ${tenantId}::uuid
            and (participant.address ilike ${pattern} or participant.display_name ilike ${pattern}
              or participant.phone like ${phone})))
      order by rank, item_id, mailbox_id
      limit ${limit}
    )
    select case found.mailbox_id when 0 then 'item-' || item.id else 'delivery-' || delivery.id end as key, item.subject, item.sent_at as "sentAt", item.kind,
      item.archive_message_id as "archiveMessageId",
      item.original_archive_message_id as "originalArchiveMessageId", staged_package.name as "packageName", item.entry_name as "entryName",
      found.outcome, found.reason, case found.mailbox_id when 0 then item.detail else delivery.detail end as detail,
      mailbox.address as mailbox,
      found.rank || '.' || found.item_id || '.' || found.mailbox_id as cursor,
      case when found.outcome = 'quarantined' then coalesce((
        select jsonb_agg(jsonb_build_object('id', person.name, 'reason', person.reason) order by person.id)
        from (
          select min(participant.id) as id, coalesce(participant.reason, 'other') as reason,
            coalesce(nullif(participant.phone, ''), nullif(participant.address, ''), participant.opaque_id) as name
          from participant
          where participant.item_id = found.item_id and participant.tenant_id = ${tenantId}::uuid
            and participant.resolution = 'unresolved'
          group by 2, 3
          order by 1
          limit 5
        ) as person), '[]') else '[]' end as people
    from found
    join item on item.id = found.item_id and item.tenant_id = ${tenantId}::uuid
    join staged_package on staged_package.id = item.package_id and staged_package.tenant_id = ${tenantId}::uuid
    left join mailbox on mailbox.id = found.mailbox_id and mailbox.tenant_id = ${tenantId}::uuid
    left join delivery on delivery.item_id = found.item_id and delivery.mailbox_id = found.mailbox_id
    order by found.rank, found.item_id, found.mailbox_id`,
  )
  return rows.map((row) => ({ ...row, sentAt: toInstantOrNull(row.sentAt) }))
}

export type NotImportedCause = {
  outcome: string
  reason: string
  count: number
  /** 0 for items as a whole, which have no mailbox. */
  mailboxCount: number
}

/** The same by cause, with how many there are of each and in how many mailboxes; what needs attention first. */
export async function countNotImported(
  transaction: TenantTransaction,
  { tenantId, runId }: RunKey,
): Promise<NotImportedCause[]> {
  return transaction.$queryRaw<NotImportedCause[]>`
    select outcome, reason, count, "mailboxCount" from (
      select case item.state when 'quarantined' then 2 when 'before-start' then 6 else 7 end as rank,
        item.state as outcome, coalesce(item.reason, item.state) as reason, count(*)::int as count, 0 as "mailboxCount"
      from item
      where item.tenant_id = ${tenantId}::uuid and (item.run_id = ${runId}::uuid or item.drive_run_id = ${runId}::uuid)
        and item.state in ('quarantined', 'system-event', 'before-start')
      group by 1, 2, 3
      union all
      select rank, outcome, reason, count(*)::int, count(distinct mailbox_id)::int
      from (${deliveriesNotImported(
        { tenantId, runId },
        Prisma.sql`${DELIVERY_RANK} as rank, delivery.state as outcome, ${DELIVERY_REASON} as reason, delivery.mailbox_id`,
      )}) as entry
      group by 1, 2, 3
    ) as cause
    order by rank, count desc, reason`
}
