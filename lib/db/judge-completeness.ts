import type { Completeness } from '#lib/domain/completeness.ts'
import { daysWithoutPackage, PACKAGE_HABIT_DAYS } from '#lib/domain/package-days.ts'
import { readWallClock } from '#lib/domain/wall-clock.ts'
import type { ConnectorRow } from './connectors.ts'
import { listPackageInstants } from './package-instants.ts'
import { listLastReads, listSilences } from './silent-people.ts'
import type { TenantTransaction } from './with-tenant.ts'

const DAY_MS = 86_400_000

/**
 * What seems to be missing, by connector; those that are paused, or were never read, are not in the map. As of the last
 * reading and not of now: what the site may hold since then is for the warning of a late run to say.
 */
export async function judgeCompleteness(
  transaction: TenantTransaction,
  tenantId: string,
  connectors: readonly Pick<ConnectorRow, 'id' | 'state' | 'timeZone'>[],
  now: Date,
): Promise<Map<string, Completeness>> {
  const active = connectors.filter(({ state }) => state === 'active')
  const ids = active.map(({ id }) => id)
  const reads = await listLastReads(transaction, tenantId, ids)
  const judged = active.flatMap(({ id, timeZone }) => {
    const at = reads.get(id)
    return at ? [{ id, timeZone, asOf: readWallClock(at, timeZone).date }] : []
  })
  if (judged.length === 0) return new Map()
  const silences = await listSilences(transaction, tenantId, judged)
  const since = new Date(now.getTime() - PACKAGE_HABIT_DAYS * DAY_MS)
  const instants = await listPackageInstants(transaction, tenantId, ids, since)
  return new Map(
    judged.map(({ id, timeZone, asOf }) => {
      const dates = (instants.get(id) ?? []).map((instant) => readWallClock(instant, timeZone).date)
      const silence = silences.get(id)
      return [
        id,
        {
          daysWithoutPackage: daysWithoutPackage([...new Set(dates)].sort(), asOf),
          silentSince: silence?.sourceSince ?? null,
          silentPeople: { count: silence?.peopleCount ?? 0, newest: silence?.people ?? [] },
        },
      ]
    }),
  )
}
