import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { RunLedger } from '#lib/sync/ledger/run-ledger.ts'

type Plan = Parameters<RunLedger['plan']>[0]

/**
 * Inserts a run. Two unique indexes decide, not a read before the write: one live run a connector, and one scheduled
 * run a connector and local date. Only a connector that is active gets one.
 */
export async function insertRun(tx: TenantTransaction, run: Plan): ReturnType<RunLedger['plan']> {
  const inserted = await tx.$executeRaw`
    insert into run (id, tenant_id, connector_id, trigger, local_date, requested_by_id, requested_by)
    select ${run.runId}::uuid, tenant_id, id, ${run.trigger}, ${run.localDate}::date,
           ${run.requestedBy?.id ?? null}, ${run.requestedBy?.name ?? null}
    from connector
    where id = ${run.connectorId}::uuid and tenant_id = ${run.tenantId}::uuid and state = 'active'
    on conflict do nothing`
  if (inserted === 1) return { outcome: 'planned', runId: run.runId }
  const live = await tx.$queryRaw<{ id: string }[]>`
    select id from run
    where connector_id = ${run.connectorId}::uuid and tenant_id = ${run.tenantId}::uuid
      and state in ('planned', 'fetching', 'recording', 'resolving')`
  return live[0] ? { outcome: 'already-running', runId: live[0].id } : { outcome: 'already-done' }
}
