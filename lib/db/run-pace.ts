import type { PacePoint } from '#lib/domain/run-pace.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** More than a chart has room for. */
const MOST_POINTS = 60

/** What the pace of now is told from: two minutes. */
const RECENT_POINTS = 12

/** How a run went on: of each of so many parts the last count; and the last counts, each for itself. */
export async function readRunPace(
  transaction: TenantTransaction,
  { tenantId, runId }: { tenantId: string; runId: string },
): Promise<{ points: PacePoint[]; recent: PacePoint[] }> {
  const points = await transaction.$queryRaw<PacePoint[]>`
    with counted as (
      select slot, done, ntile(${MOST_POINTS}) over (order by slot) as part from run_progress
      where run_id = ${runId}::uuid and tenant_id = ${tenantId}::uuid
    )
    select max(slot) as at, max(done) as done from counted group by part order by 1`
  const recent = await transaction.$queryRaw<PacePoint[]>`
    select slot as at, done from run_progress where run_id = ${runId}::uuid and tenant_id = ${tenantId}::uuid
    order by slot desc limit ${RECENT_POINTS}`
  return { points, recent: recent.reverse() }
}
