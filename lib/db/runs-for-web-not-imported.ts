import type { TenantTransaction } from './with-tenant.ts'

/** An item, or one of its deliveries, that a run did not bring into a mailbox. */
export type NotImported = {
  key: string
  subject: string
  sentAt: Date | null
  kind: string | null
  archiveMessageId: string
  packageName: string
  /** Within the package: what an item without subject and id is known by. */
  entryName: string
  /** quarantined, system-event, before-start of an item; the rest of a delivery */
  outcome: string
  reason: string | null
  detail: string | null
  /** Null for an item as a whole. */
  mailbox: string | null
  /** Numbers and addresses of people without a mailbox, and why, of an item as a whole; at most five. */
  people: { id: string; reason: string }[]
}

/**
 * What a run did not import, what needs attention first. Partially imported counts: a part is missing.
 * @param page from 1
 */
export async function listNotImported(
  transaction: TenantTransaction,
  { tenantId, runId, page, pageSize }: { tenantId: string; runId: string; page: number; pageSize: number },
): Promise<{ rows: NotImported[]; total: number }> {
  const [count] = await transaction.$queryRaw<{ total: bigint }[]>`
    select (
      (select count(*) from item
        where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid
          and state in ('quarantined', 'system-event', 'before-start'))
      + (select count(*) from delivery
        where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid and state <> 'imported')
    ) as total`
  const rows = await transaction.$queryRaw<NotImported[]>`
    with found as (
      select 'item-' || item.id as key, item.id as item_id, item.state as outcome, item.reason, item.detail,
        null::bigint as mailbox_id,
        case item.state when 'quarantined' then 2 when 'before-start' then 6 else 7 end as rank
      from item
      where item.tenant_id = ${tenantId}::uuid and item.run_id = ${runId}::uuid
        and item.state in ('quarantined', 'system-event', 'before-start')
      union all
      select 'delivery-' || delivery.id, delivery.item_id, delivery.state, delivery.reason, delivery.detail,
        delivery.mailbox_id,
        case delivery.state when 'failed' then 1 when 'partially-imported' then 3 when 'skipped' then 5 else 4 end
      from delivery
      where delivery.tenant_id = ${tenantId}::uuid and delivery.run_id = ${runId}::uuid
        and delivery.state <> 'imported'
      order by rank, item_id, mailbox_id
      limit ${pageSize} offset ${(page - 1) * pageSize}
    )
    select found.key, item.subject, item.sent_at as "sentAt", item.kind,
      item.archive_message_id as "archiveMessageId", staged_package.name as "packageName", item.entry_name as "entryName",
      found.outcome, found.reason, found.detail, mailbox.address as mailbox,
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
  return { rows, total: Number(count?.total ?? 0) }
}
