import type { RunDay, StripDate } from '#lib/domain/day-strip.ts'
import { FINAL_RUN_STATES } from '#lib/domain/run-state.ts'
import type { TenantTransaction } from './with-tenant.ts'

/**
 * What the runs of each date came to, of several connectors at once; dates without a run are not there. A scheduled run
 * counts for the date that it was due, any other for the one on which it began. Re-drives do not count: what they take
 * was received on another day.
 */
export async function listRunDays(
  transaction: TenantTransaction,
  tenantId: string,
  wanted: { connectorId: string; dates: readonly StripDate[] }[],
): Promise<Map<string, RunDay[]>> {
  const days = wanted.flatMap(({ connectorId, dates }) => dates.map((date) => ({ connectorId, ...date })))
  // The moments come from the app, which knows each zone: an unknown name of one would make Postgres refuse the tab.
  const rows = await transaction.$queryRaw<(RunDay & { connectorId: string })[]>`
    select day.connector_id::text as "connectorId", coalesce(run.local_date::text, day.date) as date,
      (array_agg(run.state order by run.created_at desc, run.id desc))[1] as "lastState",
      bool_or(run.state <> all(${[...FINAL_RUN_STATES]})) as "isGoingOn",
      bool_or(run.state = 'completed-with-problems') as "hadProblems",
      bool_or(run.items_available > 0) as "hadItems"
    from unnest(
      ${days.map((day) => day.connectorId)}::uuid[],
      ${days.map((day) => day.date)}::text[],
      ${days.map((day) => day.begins)}::timestamptz[],
      ${days.map((day) => day.ends)}::timestamptz[]
    ) as day (connector_id, date, begins, ends)
    join run on run.tenant_id = ${tenantId}::uuid and run.connector_id = day.connector_id
      and run.created_at >= day.begins and run.created_at < day.ends
    where run.trigger <> 'redrive'
    group by 1, 2`
  const byConnector = new Map<string, RunDay[]>()
  for (const { connectorId, ...day } of rows)
    byConnector.set(connectorId, [...(byConnector.get(connectorId) ?? []), day])
  return byConnector
}
