import { findScheduledDates } from '#lib/db/scheduled-dates.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { lateRun } from '#lib/domain/run-schedule.ts'
import type { RunState } from '#lib/domain/run-state.ts'

/** When the connector's run should have begun that has not; null when none is late. */
export async function findLateRun(
  tx: TenantTransaction,
  connector: {
    id: string
    tenantId: string
    state: string
    scheduleTime: string
    timeZone: string
    since: Date
    changedAt: Date
  },
  now: Date,
): Promise<Date | null> {
  const { id, tenantId, state, ...schedule } = connector
  if (state !== 'active') return null
  const [newestRun] = await tx.$queryRaw<{ state: RunState; createdAt: Date }[]>`
    select state, created_at as "createdAt" from run
    where tenant_id = ${tenantId}::uuid and connector_id = ${id}::uuid
    order by created_at desc, id desc limit 1`
  const doneDates = await findScheduledDates(tx, { tenantId, connectorId: id })
  return lateRun({ isActive: true, newestRun: newestRun ?? null, schedule: { ...schedule, doneDates, now } })
}
