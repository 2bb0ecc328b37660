import type { ConnectorRow } from '#lib/db/connectors.ts'
import { listDeliveryDays, listMessageDays } from '#lib/db/overview-days.ts'
import { listPackageInstants } from '#lib/db/package-instants.ts'
import { listRunDays } from '#lib/db/run-days.ts'
import { listLastReads } from '#lib/db/silent-people.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { COVERAGE_DAYS, coverage } from '#lib/domain/coverage.ts'
import { stripDates } from '#lib/domain/day-strip.ts'
import { groupMessages } from '#lib/domain/message-groups.ts'
import { daysWithoutPackage } from '#lib/domain/package-days.ts'
import { readWallClock } from '#lib/domain/wall-clock.ts'

const CHART_DAYS = 30

/** The last days of a connector, by its own calendar: what came, what became of it, and what did not come. */
export async function readOverviewDays(
  transaction: TenantTransaction,
  tenantId: string,
  row: Pick<ConnectorRow, 'id' | 'timeZone' | 'createdAt' | 'finishedAt'>,
  now: Date,
) {
  const dates = stripDates(now, row.timeZone, COVERAGE_DAYS)
  const chartDates = dates.slice(-CHART_DAYS).map(({ date }) => date)
  const [first, chartFirst] = [dates[0], chartDates[0]]
  if (!first || !chartFirst) throw new Error('There are no days to tell of.')
  const key = { tenantId, connectorId: row.id }
  const messages = await listMessageDays(transaction, { ...key, since: chartFirst })
  const deliveries = new Map(
    (await listDeliveryDays(transaction, { ...key, dates })).map((day) => [day.date, day]),
  )
  const runDays = await listRunDays(transaction, tenantId, [{ connectorId: row.id, dates }])
  const lastRead = (await listLastReads(transaction, tenantId, [row.id])).get(row.id)
  const instants = await listPackageInstants(transaction, tenantId, [row.id], first.begins)
  const packageDates = (instants.get(row.id) ?? []).map((at) => readWallClock(at, row.timeZone).date)
  const gaps = lastRead
    ? daysWithoutPackage(
        [...new Set(packageDates)].sort(),
        readWallClock(lastRead, row.timeZone).date,
        COVERAGE_DAYS,
      )
    : []
  const startedOn = readWallClock(row.finishedAt ?? row.createdAt, row.timeZone).date
  return {
    messages: groupMessages(chartDates, messages),
    deliveries: chartDates.map((date) => {
      const { imported = 0, partiallyImported = 0, skipped = 0, failed = 0 } = deliveries.get(date) ?? {}
      return { date, imported, partiallyImported, skipped, failed }
    }),
    coverage: coverage({
      dates,
      runDays: runDays.get(row.id) ?? [],
      daysWithoutPackage: gaps,
      startedOn,
    }).map((day) => ({ ...day, brought: deliveries.get(day.date) ?? null })),
    startedOn,
  }
}
