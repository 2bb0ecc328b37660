import type { RunDay, StripDate } from '#lib/domain/day-strip.ts'
import { isFinal, type RunState } from '#lib/domain/run-state.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'
import { Prisma } from './generated/client.ts'
import { readAsJson, toInstant } from './read-as-json.ts'
import type { TenantTransaction } from './with-tenant.ts'

type Wanted = { connectorId: string; dates: readonly StripDate[] }

type RunOfDay = {
  connectorId: string
  localDate: LocalDate | null
  state: RunState
  createdAt: string
  hadItems: boolean
}

/**
 * What the runs of each date came to, of several connectors at once; dates without a run are not there. A scheduled run
 * counts for the date that it was due, any other for the one on which it began. Re-drives do not count: what they take
 * was received on another day.
 */
export async function listRunDays(
  transaction: TenantTransaction,
  tenantId: string,
  wanted: readonly Wanted[],
): Promise<Map<string, RunDay[]>> {
  const spans = wanted.flatMap(({ connectorId, dates: [first, ...rest] }) =>
    first ? [{ connector_id: connectorId, begins: first.begins, ends: (rest.at(-1) ?? first).ends }] : [],
  )
  // One step through the index a connector; a look-up a date took three times as long. The moments come from the app, which knows each
  // zone: an unknown name of one would make Postgres refuse the tab.
  const runs = await readAsJson<RunOfDay>(
    transaction,
    Prisma.sql`
      select run.connector_id as "connectorId", run.local_date as "localDate", run.state,
        run.created_at as "createdAt", run.items_available > 0 as "hadItems"
      from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb)
        as span (connector_id uuid, begins timestamptz, ends timestamptz)
      join run on run.tenant_id = ${tenantId}::uuid and run.connector_id = span.connector_id
        and run.created_at >= span.begins and run.created_at < span.ends
      where run.trigger <> 'redrive'
      order by run.created_at, run.id`,
  )
  const byConnector = Map.groupBy(runs, ({ connectorId }) => connectorId)
  return new Map(
    wanted.flatMap(({ connectorId, dates }) => {
      const own = byConnector.get(connectorId)
      return own ? [[connectorId, toDays(own, dates)]] : []
    }),
  )
}

/** @param runs those of a connector, oldest first */
function toDays(runs: readonly RunOfDay[], dates: readonly StripDate[]): RunDay[] {
  const byDate = Map.groupBy(
    runs,
    ({ localDate, createdAt }) => localDate ?? dateOf(toInstant(createdAt), dates),
  )
  return [...byDate].flatMap(([date, ofDate]) => {
    const last = ofDate.at(-1)
    if (!date || !last) return []
    return [
      {
        date,
        lastState: last.state,
        isGoingOn: ofDate.some(({ state }) => !isFinal(state)),
        hadProblems: ofDate.some(({ state }) => state === 'completed-with-problems'),
        hadItems: ofDate.some(({ hadItems }) => hadItems),
      },
    ]
  })
}

function dateOf(at: Date, dates: readonly StripDate[]): LocalDate | undefined {
  return dates.find(({ begins, ends }) => at >= begins && at < ends)?.date
}
