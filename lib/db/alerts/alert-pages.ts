import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { AlertKind, AlertState } from '#lib/domain/alert-kinds.ts'
import type { AlertChannel } from '#lib/domain/alert-rules.ts'
import type { DeliveredAlert } from '#lib/domain/listed-alert.ts'

/** What is older is not news to anybody who has not read it. */
const NEWS_DAYS = 30
/** A badge says 99+. */
const MOST_COUNTED = 100

export type AlertQuery = {
  connectorId?: string | undefined
  kind?: AlertKind | undefined
  state?: AlertState | undefined
  isUndelivered?: boolean | undefined
  after?: string | undefined
}

type Reader = { tenantId: string; personId: string }

/** For the bell on every page: unread ones of a person, and messages that did not get through; both up to a hundred. */
export async function countAlertNews(
  tx: TenantTransaction,
  { tenantId, personId }: Reader,
  now: Date,
): Promise<{ unread: number; undelivered: number }> {
  const [row] = await tx.$queryRaw<{ unread: number; undelivered: number }[]>`
    select
      (select count(*)::int from (
        select 1 from alert a
        where a.tenant_id = ${tenantId}::uuid and a.raised_at > ${now}::timestamptz - make_interval(days => ${NEWS_DAYS}::int)
          and not exists (select 1 from alert_read r where r.alert_id = a.id and r.person_id = ${personId})
        limit ${MOST_COUNTED}) as news) as unread,
      (select count(*)::int from (
        select 1 from alert_delivery where tenant_id = ${tenantId}::uuid and state = 'failed'
        limit ${MOST_COUNTED}) as lost) as undelivered`
  return row ?? { unread: 0, undelivered: 0 }
}

/** The tenant's alerts, newest first, read on from a key. */
export async function listAlerts(
  tx: TenantTransaction,
  { tenantId, personId }: Reader,
  query: AlertQuery & { limit: number },
): Promise<DeliveredAlert[]> {
  return tx.$queryRaw<DeliveredAlert[]>`
    select a.id::text, a.kind, a.state, a.facts, a.occurrences, a.connector_id::text as "connectorId",
      c.name as "connectorName", c.time_zone as "timeZone", a.run_id::text as "runId", a.raised_at as "raisedAt",
      a.resolved_at as "resolvedAt", a.resolution,
      not exists (select 1 from alert_read r where r.alert_id = a.id and r.person_id = ${personId}) as "isUnread",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', d.id, 'channel', d.channel, 'event', d.event, 'mode', d.mode,
          'state', d.state, 'attempts', d.attempts, 'nextTryAt', d.next_try_at, 'errorCode', d.error_code,
          'errorDetail', d.error_detail) order by d.channel, d.event)
        from alert_delivery d where d.alert_id = a.id and d.tenant_id = a.tenant_id), '[]') as deliveries
    from alert a join connector c on c.id = a.connector_id
    where a.tenant_id = ${tenantId}::uuid
      and (${query.after ?? null}::bigint is null or a.id < ${query.after ?? null}::bigint)
      and (${query.connectorId ?? null}::uuid is null or a.connector_id = ${query.connectorId ?? null}::uuid)
      and (${query.kind ?? null}::text is null or a.kind = ${query.kind ?? null})
      and (${query.state ?? null}::text is null or a.state = ${query.state ?? null})
      and (not ${query.isUndelivered ?? false}::boolean or exists (
        select 1 from alert_delivery d
        where d.tenant_id = ${tenantId}::uuid and d.alert_id = a.id and d.state = 'failed'))
    order by a.id desc
    limit ${query.limit}`
}

/** Marks one alert as read by a person, or all that the bell counts. */
export async function markAlertsRead(
  tx: TenantTransaction,
  { tenantId, personId }: Reader,
  alertId: string | null,
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    insert into alert_read (alert_id, person_id, tenant_id)
    select id, ${personId}, tenant_id from alert
    where tenant_id = ${tenantId}::uuid and (id = ${alertId}::bigint or (${alertId}::bigint is null
      and raised_at > ${now}::timestamptz - make_interval(days => ${NEWS_DAYS}::int)))
    on conflict do nothing`
}

/** Sends again what was given up: one message, or all of them. Which channels have something to do then. */
export async function retryDeliveries(
  tx: TenantTransaction,
  tenantId: string,
  deliveryId: string | null,
  now: Date,
): Promise<AlertChannel[]> {
  const rows = await tx.$queryRaw<{ channel: AlertChannel }[]>`
    update alert_delivery set state = 'waiting', attempts = 0, next_try_at = ${now}
    where tenant_id = ${tenantId}::uuid and state = 'failed'
      and (${deliveryId}::uuid is null or id = ${deliveryId}::uuid)
    returning channel`
  return [...new Set(rows.map(({ channel }) => channel))]
}
