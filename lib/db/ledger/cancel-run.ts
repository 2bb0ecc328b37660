import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { isFinal, isLive, type RunState } from '#lib/domain/run-state.ts'
import type { CancelOutcome, RunLedger } from '#lib/sync/ledger/run-ledger.ts'
import { tallyRun } from './close-run.ts'

/** Takes back what a run has not begun, by the fences that are there anyway; docs/decisions/0021-cancel.md says why so. */
export async function cancelRun(
  tx: TenantTransaction,
  request: Parameters<RunLedger['cancel']>[0],
): Promise<CancelOutcome> {
  const { tenantId, runId } = request
  // A worker holds this row while it writes: the cancel is before or after a step, never in it.
  const [run] = await tx.$queryRaw<{ state: RunState; cancelling: boolean }[]>`
    select state, cancel_requested_at is not null as cancelling from run
    where id = ${runId}::uuid and tenant_id = ${tenantId}::uuid and connector_id = ${request.connectorId}::uuid
    for update`
  if (!run) return { outcome: 'gone' }
  if (run.cancelling) return { outcome: 'already-cancelled' }
  if (isFinal(run.state)) return { outcome: 'already-over' }
  if (isLive(run.state)) {
    await tallyRun(tx, tenantId, runId)
    await writeWish(tx, request, 'cancelled')
    return { outcome: 'cancelled', deliveries: 0 }
  }
  const deliveries = await endUnsent(tx, request)
  if (deliveries === 0) return { outcome: 'all-under-way' }
  await writeWish(tx, request, run.state)
  return { outcome: 'cancelling', deliveries }
}

/** The fence goes up: whoever works on the run learns it at the next write. */
async function writeWish(
  tx: TenantTransaction,
  { tenantId, runId, requestedBy, at }: Parameters<RunLedger['cancel']>[0],
  state: RunState,
): Promise<void> {
  await tx.$executeRaw`
    update run set state = ${state}, fence = fence + 1, cancel_requested_at = ${at},
      cancel_requested_by_id = ${requestedBy.id}, cancel_requested_by = ${requestedBy.name},
      finished_at = case when ${isFinal(state)} then ${at}::timestamptz end
    where id = ${runId}::uuid and tenant_id = ${tenantId}::uuid`
}

/**
 * The rows of the mailboxes first, in one order: a worker that writes intents or results holds its mailbox's, so that nothing
 * is marked as being sent meanwhile, and two that cancel do not wait for each other.
 */
async function endUnsent(
  tx: TenantTransaction,
  { tenantId, runId, at }: Parameters<RunLedger['cancel']>[0],
): Promise<number> {
  await tx.$queryRaw`
    select id from mailbox
    where tenant_id = ${tenantId}::uuid and id in (
      select mailbox_id from delivery
      where run_id = ${runId}::uuid and state in ('pending', 'attempting', 'unconfirmed'))
    order by id for update`
  return tx.$executeRaw`
    update delivery set state = 'failed', reason = 'cancelled', detail = null, not_before = null, finished_at = ${at}
    where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid and state = 'pending'`
}

/** What a worker that had it in hand gives back as pending ends here: it would be sent by the next turn otherwise. */
export async function endGivenBack(
  tx: TenantTransaction,
  tenantId: string,
  deliveryIds: bigint[],
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    update delivery d set state = 'failed', reason = 'cancelled', detail = null, not_before = null, finished_at = ${at}
    from run r
    where d.id = any(${deliveryIds.map(String)}::bigint[]) and d.tenant_id = ${tenantId}::uuid and d.state = 'pending'
      and r.id = d.run_id and r.state = 'delivering' and r.cancel_requested_at is not null`
}
