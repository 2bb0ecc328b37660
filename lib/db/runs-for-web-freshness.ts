import { FINAL_RUN_STATES } from '#lib/domain/run-state.ts'
import { uuidList } from './uuid-list.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** A late package may hold older messages than the one before, so more than the newest run is looked at. */
const RUNS_LOOKED_AT = 5
const MOST_REMEMBERED = 10_000

/** What a run that has ended brought never changes, and reading it costs more than a page that refreshes itself has. */
const newestByRun = new Map<string, Date | null>()

/**
 * When the newest message that is in a mailbox was sent, of each connector, by its last runs that have ended and
 * imported something. A message that claims to be sent after its import does not count.
 */
export async function findNewestMessages(
  transaction: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, Date>> {
  const runs = await transaction.$queryRaw<{ connectorId: string; runId: string }[]>`
    select wanted.id as "connectorId", recent.id as "runId"
    from unnest(${uuidList(connectorIds)}) as wanted (id)
    cross join lateral (
      select id from run
      where tenant_id = ${tenantId}::uuid and connector_id = wanted.id
        and state = any(${[...FINAL_RUN_STATES]}) and imported + partially_imported > 0
      order by created_at desc limit ${RUNS_LOOKED_AT}
    ) as recent`
  const unknown = runs.map((run) => run.runId).filter((runId) => !newestByRun.has(runId))
  if (newestByRun.size + unknown.length > MOST_REMEMBERED) newestByRun.clear()
  for (const [runId, sentAt] of await readNewest(transaction, tenantId, unknown))
    newestByRun.set(runId, sentAt)

  const newest = new Map<string, Date>()
  for (const { connectorId, runId } of runs) {
    const sentAt = newestByRun.get(runId)
    const known = newest.get(connectorId)
    if (sentAt && (!known || sentAt > known)) newest.set(connectorId, sentAt)
  }
  return newest
}

async function readNewest(transaction: TenantTransaction, tenantId: string, runIds: string[]) {
  if (runIds.length === 0) return new Map<string, Date | null>()
  const rows = await transaction.$queryRaw<{ runId: string; sentAt: Date | null }[]>`
    select delivery.run_id as "runId", max(item.sent_at) as "sentAt"
    from delivery join item on item.id = delivery.item_id
    where delivery.tenant_id = ${tenantId}::uuid and delivery.run_id = any(${runIds}::uuid[])
      and delivery.state in ('imported', 'partially-imported')
      and item.sent_at <= delivery.finished_at
    group by delivery.run_id`
  const found = new Map(rows.map((row) => [row.runId, row.sentAt]))
  return new Map(runIds.map((runId) => [runId, found.get(runId) ?? null]))
}
