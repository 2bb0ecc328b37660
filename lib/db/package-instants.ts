import { Prisma } from './generated/client.ts'
import { readAsJson } from './read-as-json.ts'
import { uuidList } from './uuid-list.ts'
import type { TenantTransaction } from './with-tenant.ts'

/**
 * The quarters of an hour in which packages came to each connector's site, since then. As fine as it has to be to tell a
 * date in every time zone, and at most 96 a day however many packages there are.
 */
export async function listPackageInstants(
  transaction: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
  since: Date,
): Promise<Map<string, Date[]>> {
  const rows = await readAsJson<{ connectorId: string; epochSeconds: number[] }>(
    transaction,
    Prisma.sql`
    select connector_id as "connectorId",
           array_agg(distinct extract(epoch from date_bin('15 minutes', modified_at, timestamptz 'epoch'))::bigint) as "epochSeconds"
    from staged_package
    where tenant_id = ${tenantId}::uuid and connector_id = any(${uuidList(connectorIds)}) and modified_at >= ${since}
    group by 1`,
  )
  return new Map(
    rows.map(({ connectorId, epochSeconds }) => [
      connectorId,
      epochSeconds.map((seconds) => new Date(seconds * 1000)),
    ]),
  )
}
