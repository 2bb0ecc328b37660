import { Prisma } from '#lib/db/generated/client.ts'
import { judgeCompleteness } from '#lib/db/judge-completeness.ts'
import { findNewestDoubles } from '#lib/db/newest-doubles.ts'
import { isMuted, isToldSilent, listLastReads } from '#lib/db/silent-people.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { SilentGroup, StandingFacts } from '#lib/domain/standing-alerts.ts'
import { type LocalDate, readWallClock } from '#lib/domain/wall-clock.ts'

const MOST_NAMED = 5

/** What stands in the ledger of a connector; null when it is paused or was never read, so that nothing can be said. */
export async function readStandingFacts(
  tx: TenantTransaction,
  connector: { id: string; tenantId: string; state: string; timeZone: string },
  now: Date,
): Promise<StandingFacts | null> {
  const { id, tenantId } = connector
  const found = (await judgeCompleteness(tx, tenantId, [connector], now)).get(id)
  const readAt = (await listLastReads(tx, tenantId, [id])).get(id)
  if (!found || !readAt) return null
  const asOf = readWallClock(readAt, connector.timeZone).date
  return {
    asOf,
    daysWithoutPackage: found.daysWithoutPackage,
    silentSince: found.silentSince,
    silentGroups: await listSilentGroups(tx, connector, asOf),
    mutedFrom: await listMutedFrom(tx, connector, asOf),
    doubles: (await findNewestDoubles(tx, tenantId, [id])).get(id) ?? null,
  }
}

async function listSilentGroups(
  tx: TenantTransaction,
  { id, tenantId }: { id: string; tenantId: string },
  asOf: LocalDate,
): Promise<SilentGroup[]> {
  return tx.$queryRaw<SilentGroup[]>`
    select silent_from::text as "from", count(*)::int as count,
      (array_agg(coalesce(nullif(display_name, ''), owner) order by owner))[1:${MOST_NAMED}::int] as names
    from capture_days person
    where connector_id = ${id}::uuid and tenant_id = ${tenantId}::uuid
      and ${isToldSilent(Prisma.raw('person'), Prisma.sql`${asOf}::text::date`)}
    group by silent_from order by silent_from`
}

async function listMutedFrom(
  tx: TenantTransaction,
  { id, tenantId }: { id: string; tenantId: string },
  asOf: LocalDate,
): Promise<LocalDate[]> {
  const rows = await tx.$queryRaw<{ from: LocalDate }[]>`
    select distinct silent_from::text as "from" from capture_days person
    where connector_id = ${id}::uuid and tenant_id = ${tenantId}::uuid and silent_from <= ${asOf}::text::date
      and ${isMuted(Prisma.raw('person'), Prisma.sql`${asOf}::text::date`)}`
  return rows.map(({ from }) => from)
}
