import { endedAfterDelivery } from './ended-run.ts'
import { REASONS_THAT_PASS } from './ledger/plan-redrive.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** How many items of a run a re-drive would take now, whatever its report says of the day it was made. */
export type WaitingOfRun = { quarantined: number; failed: number }

/**
 * Those in quarantine, and those of which a delivery failed with something that passes. Not those of which somebody has
 * got a mailbox since: that is asked of each person of each item, which is too much for a page.
 */
export async function countWaitingOfRun(
  transaction: TenantTransaction,
  { tenantId, connectorId, runId }: { tenantId: string; connectorId: string; runId: string },
): Promise<WaitingOfRun> {
  // A delivery that was taken again belongs to the re-drive, of which there are few.
  const [waiting] = await transaction.$queryRaw<WaitingOfRun[]>`
    with failed as materialized (
      select distinct delivery.item_id
      from run
      join delivery on delivery.run_id = run.id and delivery.state = 'failed'
        and delivery.reason = any(${REASONS_THAT_PASS}::text[])
      where run.tenant_id = ${tenantId}::uuid and run.connector_id = ${connectorId}::uuid
        and ${endedAfterDelivery('run')}
        and (run.id = ${runId}::uuid or run.trigger = 'redrive'))
    select
      (select count(*)::int from item
        where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid and run_id = ${runId}::uuid
          and state = 'quarantined' and repeat_of_id is null) as quarantined,
      (select count(*)::int from failed
        where exists (select 1 from item where item.id = failed.item_id and item.tenant_id = ${tenantId}::uuid
          and item.run_id = ${runId}::uuid and item.state = 'routed' and item.repeat_of_id is null)) as failed`
  return waiting ?? { quarantined: 0, failed: 0 }
}
