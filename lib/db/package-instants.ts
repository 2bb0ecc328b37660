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
  const rows = await transaction.$queryRaw<{ connectorId: string; instants: Date[] }[]>`
    select connector_id::text as "connectorId",
           array_agg(distinct date_bin('15 minutes', modified_at, timestamptz 'epoch')) as instants
    from staged_package
    where tenant_id = ${tenantId}::uuid and connector_id = any(${connectorIds}::uuid[]) and modified_at >= ${since}
    group by 1`
  return new Map(rows.map(({ connectorId, instants }) => [connectorId, instants]))
}
