import type { PackageSpan } from '#lib/domain/entry-ranges.ts'
import type { TenantTransaction } from '../with-tenant.ts'

/** The packages whose entries a run has: those it took, and those of which it drives something again. */
export async function listPackageSpans(
  tx: TenantTransaction,
  run: { tenantId: string; runId: string; itemsAvailable: number },
): Promise<PackageSpan[]> {
  const own = await tx.$queryRaw<PackageSpan[]>`
    select id as "packageId", coalesce(entry_count, 0) as "entryCount" from staged_package
    where tenant_id = ${run.tenantId}::uuid and run_id = ${run.runId}::uuid and state = 'recorded'
    order by id`
  const read = own.reduce((sum, { entryCount }) => sum + entryCount, 0)
  // Asked only when there are some: the answer takes a look at every item of the run.
  if (run.itemsAvailable <= read && read > 0) return own
  const others = await tx.$queryRaw<PackageSpan[]>`
    select id as "packageId", coalesce(entry_count, 0) as "entryCount" from staged_package
    where tenant_id = ${run.tenantId}::uuid and run_id <> ${run.runId}::uuid
      and id in (select package_id from item where drive_run_id = ${run.runId}::uuid and tenant_id = ${run.tenantId}::uuid)
    order by id`
  return [...own, ...others]
}
