import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { rememberDays, silentFrom } from '#lib/domain/silence.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'
import type { RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import { recentDays } from './recent-days.ts'

type Captured = {
  owner: string
  displayName: string
  days: LocalDate[]
  /** Where the newest of the items went, as its participant says; of the source as a whole nothing. */
  mailboxId: bigint | null
  resolution: string | null
  reason: string | null
}

/**
 * Remembers on which days the run's items were sent, for each archived person and, under the empty name, for the source as
 * a whole. All items count, also repeats and what waits in quarantine: each shows that the person is being captured. Doing
 * it twice changes nothing.
 */
export async function rememberCaptureDays(tx: TenantTransaction, claim: RunClaim): Promise<void> {
  const captured = await captureDaysOf(tx, claim)
  if (captured.length === 0) return
  const known = await tx.$queryRaw<{ owner: string; days: LocalDate[] }[]>`
    select owner, days::text[] as days from capture_days
    where tenant_id = ${claim.tenantId}::uuid and connector_id = ${claim.connectorId}::uuid
      and owner = any(${captured.map(({ owner }) => owner)}::text[])
    for update`
  const daysBefore = new Map(known.map(({ owner, days }) => [owner, days]))
  const rows = captured.map((one) => {
    const days = rememberDays(daysBefore.get(one.owner) ?? [], one.days)
    return { ...one, days, silentFrom: silentFrom(days) }
  })
  await tx.$executeRaw`
    insert into capture_days
      (connector_id, tenant_id, owner, display_name, days, last_day, silent_from, mailbox_id, resolution, reason)
    select ${claim.connectorId}::uuid, ${claim.tenantId}::uuid, owner, display_name, days::date[], last_day::date,
           silent_from::date, mailbox_id, resolution, reason
    from unnest(
      ${rows.map(({ owner }) => owner)}::text[],
      ${rows.map(({ displayName }) => displayName)}::text[],
      ${rows.map(({ days }) => `{${days.join(',')}}`)}::text[],
      ${rows.map(({ days }) => days.at(-1))}::text[],
      ${rows.map((row) => row.silentFrom)}::text[],
      ${rows.map(({ mailboxId }) => mailboxId)}::bigint[],
      ${rows.map(({ resolution }) => resolution)}::text[],
      ${rows.map(({ reason }) => reason)}::text[]
    ) as row (owner, display_name, days, last_day, silent_from, mailbox_id, resolution, reason)
    on conflict (connector_id, owner) do update set
      display_name = case when excluded.display_name = '' then capture_days.display_name else excluded.display_name end,
      days = excluded.days, last_day = excluded.last_day, silent_from = excluded.silent_from,
      mailbox_id = case when excluded.resolution is null then capture_days.mailbox_id else excluded.mailbox_id end,
      reason = case when excluded.resolution is null then capture_days.reason else excluded.reason end,
      resolution = coalesce(excluded.resolution, capture_days.resolution)`
}

async function captureDaysOf(tx: TenantTransaction, claim: RunClaim): Promise<Captured[]> {
  const recent = await recentDays(tx, claim)
  if (!recent) return []
  const { dates, starts, today } = recent
  const rows = await tx.$queryRaw<(Omit<Captured, 'days'> & { days: number[] })[]>`
    with captured as (
      select capture_owner as owner, width_bucket(sent_at, ${starts}::timestamptz[]) as day, max(id) as item_id
      from item
      where tenant_id = ${claim.tenantId}::uuid and drive_run_id = ${claim.runId}::uuid
        and sent_at >= ${starts[0]} and sent_at <= now()
      group by 1, 2
    ), people as (
      select owner, array_agg(day) as days, max(item_id) as item_id from captured where owner <> '' group by 1
    )
    select '' as owner, '' as "displayName", array_agg(distinct day) as days,
           null::bigint as "mailboxId", null as resolution, null as reason
    from captured having count(*) > 0
    union all
    select people.owner, coalesce(named.display_name, ''), people.days, named.mailbox_id, named.resolution, named.reason
    from people
    left join lateral (
      select display_name, mailbox_id, resolution, reason from participant p
      where p.item_id = people.item_id
        and (p.address = people.owner or p.opaque_id = people.owner
             or p.phone <> '' and p.phone = regexp_replace(people.owner, '[^0-9]', '', 'g'))
      order by display_name = '' limit 1
    ) as named on true`
  return rows.map((row) => ({ ...row, days: row.days.map((day) => dates[day - 1] ?? today) }))
}
