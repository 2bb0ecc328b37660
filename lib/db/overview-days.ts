import type { DayDeliveries } from '#lib/domain/coverage.ts'
import type { StripDate } from '#lib/domain/day-strip.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'
import type { TenantTransaction } from './with-tenant.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/** How many messages of each kind were sent on each date since then; dates without one are not there. */
export function listMessageDays(
  transaction: TenantTransaction,
  { tenantId, connectorId, since }: ConnectorKey & { since: LocalDate },
): Promise<{ date: LocalDate; kind: string; messages: number }[]> {
  return transaction.$queryRaw<{ date: LocalDate; kind: string; messages: number }[]>`
    select day::text as date, kind, sum(messages)::int as messages from message_days
    where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid and day >= ${since}::date
    group by 1, 2
    order by 1, 2`
}

/**
 * What the runs that began on each date came to, by their reports, those of re-drives included: their deliveries are of the
 * day on which they are made. Dates without a run are not there.
 */
export function listDeliveryDays(
  transaction: TenantTransaction,
  { tenantId, connectorId, dates }: ConnectorKey & { dates: readonly StripDate[] },
): Promise<DayDeliveries[]> {
  return transaction.$queryRaw<DayDeliveries[]>`
    select coalesce(run.local_date::text, day.date) as date,
      (array_agg(run.id::text order by run.created_at desc, run.id desc))[1] as "runId",
      coalesce(sum(run.items_available) filter (where run.trigger <> 'redrive'), 0)::int as "itemsAvailable",
      coalesce(sum(run.items_quarantined) filter (where run.trigger <> 'redrive'), 0)::int as "itemsQuarantined",
      sum(run.imported)::int as imported,
      sum(run.partially_imported)::int as "partiallyImported",
      sum(run.skipped)::int as skipped,
      sum(run.failed)::int as failed
    from unnest(
      ${dates.map(({ date }) => date)}::text[],
      ${dates.map(({ begins }) => begins)}::timestamptz[],
      ${dates.map(({ ends }) => ends)}::timestamptz[]
    ) as day (date, begins, ends)
    join run on run.tenant_id = ${tenantId}::uuid and run.connector_id = ${connectorId}::uuid
      and run.created_at >= day.begins and run.created_at < day.ends
    group by 1
    order by 1`
}
