import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { addDays, instantOf, type LocalDate, readWallClock } from '#lib/domain/wall-clock.ts'
import type { RunClaim } from '#lib/sync/ledger/run-ledger.ts'

/** More than any page shows; a first import brings messages of years. */
const LOOKED_BACK_DAYS = 120

/**
 * The last dates of the connector's calendar, today last, and the instants at which they begin: Postgres is given these,
 * because it does not know every time zone by the names that browsers have for them.
 */
export async function recentDays(
  tx: TenantTransaction,
  claim: Pick<RunClaim, 'tenantId' | 'connectorId'>,
): Promise<{ dates: LocalDate[]; starts: Date[]; today: LocalDate } | null> {
  const [connector] = await tx.$queryRaw<{ timeZone: string; now: Date }[]>`
    select time_zone as "timeZone", now() as now from connector
    where tenant_id = ${claim.tenantId}::uuid and id = ${claim.connectorId}::uuid`
  if (!connector) return null
  const { timeZone, now } = connector
  const today = readWallClock(now, timeZone).date
  const dates = Array.from({ length: LOOKED_BACK_DAYS }, (_, index) =>
    addDays(today, index + 1 - LOOKED_BACK_DAYS),
  )
  return { dates, starts: dates.map((date) => instantOf(date, '00:00', timeZone)), today }
}
