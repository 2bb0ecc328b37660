import type { LocalDate } from '#lib/domain/wall-clock.ts'
import { Prisma } from './generated/client.ts'
import { readAsJson } from './read-as-json.ts'
import { uuidList } from './uuid-list.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** A change of the time zone moves the date by one at most. */
const DATES_NEEDED = 3

/** The newest dates, of the connector's own calendar, whose scheduled run exists. */
export async function findScheduledDates(
  transaction: TenantTransaction,
  { tenantId, connectorId }: { tenantId: string; connectorId: string },
): Promise<LocalDate[]> {
  const dates = await listScheduledDates(transaction, tenantId, [connectorId])
  return dates.get(connectorId) ?? []
}

/** The same for several connectors; those without a scheduled run are not in the map. */
export async function listScheduledDates(
  transaction: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, LocalDate[]>> {
  const rows = await readAsJson<{ connectorId: string; dates: LocalDate[] }>(
    transaction,
    Prisma.sql`select wanted.id as "connectorId", array_agg(newest.local_date) as dates
    from unnest(${uuidList(connectorIds)}) as wanted (id)
    cross join lateral (
      select local_date from run
      where tenant_id = ${tenantId}::uuid and connector_id = wanted.id and trigger = 'schedule'
        and local_date is not null
      order by local_date desc limit ${DATES_NEEDED}
    ) as newest
    group by wanted.id`,
  )
  return new Map(rows.map((row) => [row.connectorId, row.dates]))
}
