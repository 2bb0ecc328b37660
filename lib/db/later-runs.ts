import type { TenantTransaction } from './with-tenant.ts'

/** A run that took items of an earlier one again, as they stand now. */
export type LaterRun = {
  id: string
  createdAt: Date
  takenCount: number
  /** Of those, how many have a mailbox now. */
  deliveredCount: number
}

const MOST_SHOWN = 20

/**
 * Which re-drives have items that this run read. Through the re-drives, which are few and small, not through the items
 * of the run; an item that several took is with the last.
 */
export async function findLaterRuns(
  transaction: TenantTransaction,
  { tenantId, connectorId, runId }: { tenantId: string; connectorId: string; runId: string },
): Promise<LaterRun[]> {
  return transaction.$queryRaw<LaterRun[]>`
    select later.id, later.created_at as "createdAt", count(*)::int as "takenCount",
      count(*) filter (where item.state = 'routed')::int as "deliveredCount"
    from run later
    join item on item.drive_run_id = later.id and item.tenant_id = ${tenantId}::uuid
    where later.tenant_id = ${tenantId}::uuid and later.connector_id = ${connectorId}::uuid
      and later.trigger = 'redrive' and later.id <> ${runId}::uuid and item.run_id = ${runId}::uuid
    group by later.id, later.created_at
    order by later.created_at desc, later.id
    limit ${MOST_SHOWN}`
}
