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

/**
 * Every state of a delivery but *imported*. Named, not excluded: the index of a run's deliveries by state finds these at once,
 * where what is excluded has it read a million that are imported (125 ms twice for the page of such a run).
 */
const NOT_IMPORTED = [
  'pending',
  'attempting',
  'unconfirmed',
  'partially-imported',
  'skipped',
  'failed',
] as const

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
  return transaction.$queryRaw<NotImported[]>`
    with found as (
      select * from (
        select 'item-' || item.id as key, item.id as item_id, item.state as outcome,
          coalesce(item.reason, item.state) as reason, item.detail, 0::bigint as mailbox_id,
          case item.state when 'quarantined' then 2 when 'before-start' then 6 else 7 end as rank
        from item
        where item.tenant_id = ${tenantId}::uuid and (item.run_id = ${runId}::uuid or item.drive_run_id = ${runId}::uuid)
          and item.state in ('quarantined', 'system-event', 'before-start')
        union all
        select 'delivery-' || delivery.id, delivery.item_id, delivery.state,
          coalesce(delivery.reason,
            case when delivery.state in ('pending', 'attempting') then 'waiting' else delivery.state end),
          delivery.detail, delivery.mailbox_id,
          case delivery.state when 'failed' then 1 when 'partially-imported' then 3 when 'skipped' then 5 else 4 end
        from delivery
        where delivery.tenant_id = ${tenantId}::uuid and delivery.run_id = ${runId}::uuid
          and delivery.state = any(${[...NOT_IMPORTED]}::text[])
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
    select found.key, item.subject, item.sent_at as "sentAt", item.kind,
      item.archive_message_id as "archiveMessageId",
      item.original_archive_message_id as "originalArchiveMessageId", staged_package.name as "packageName", item.entry_name as "entryName",
      found.outcome, found.reason, found.detail, mailbox.address as mailbox,
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
    order by found.rank, found.item_id, found.mailbox_id`
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
    select outcome, reason, count(*)::int as count, count(distinct mailbox_id)::int as "mailboxCount"
    from (
      select case item.state when 'quarantined' then 2 when 'before-start' then 6 else 7 end as rank,
        item.state as outcome, coalesce(item.reason, item.state) as reason, null::bigint as mailbox_id
      from item
      where item.tenant_id = ${tenantId}::uuid and (item.run_id = ${runId}::uuid or item.drive_run_id = ${runId}::uuid)
        and item.state in ('quarantined', 'system-event', 'before-start')
      union all
      select case delivery.state when 'failed' then 1 when 'partially-imported' then 3 when 'skipped' then 5 else 4 end,
        delivery.state,
        coalesce(delivery.reason,
          case when delivery.state in ('pending', 'attempting') then 'waiting' else delivery.state end),
        delivery.mailbox_id
      from delivery
      where delivery.tenant_id = ${tenantId}::uuid and delivery.run_id = ${runId}::uuid
        and delivery.state = any(${[...NOT_IMPORTED]}::text[])
    ) as entry
    group by rank, outcome, reason
    order by rank, count desc, reason`
}
