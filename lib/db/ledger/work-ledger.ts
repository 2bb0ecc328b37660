import type { Database } from '#lib/db/client.ts'
import { endedAfterDelivery } from '#lib/db/ended-run.ts'
import type { WorkLedger } from '#lib/sync/ledger/work-ledger.ts'

/** More than that in one tick is a backlog; the next tick takes the rest. */
const MOST_IDS = 10_000

/**
 * What is to be done, over all tenants: ids only, no content. The one place that reads without a tenant, for the
 * minute tick, which has none.
 */
export function createWorkLedger(database: Database): WorkLedger {
  return {
    async schedulableConnectors() {
      const rows = await database.$queryRaw<
        { tenant_id: string; id: string; schedule_time: string; time_zone: string; finished_at: Date }[]
      >`select tenant_id, id, schedule_time, time_zone, finished_at from connector where state = 'active'`
      return rows.map((row) => ({
        tenantId: row.tenant_id,
        connectorId: row.id,
        scheduleTime: row.schedule_time,
        timeZone: row.time_zone,
        finishedAt: row.finished_at,
      }))
    },
    async runsToContinue() {
      const rows = await database.$queryRaw<{ tenant_id: string; connector_id: string; id: string }[]>`
        select run.tenant_id, run.connector_id, run.id from run join connector c on c.id = run.connector_id
        where run.state in ('planned', 'fetching', 'recording', 'resolving') and c.state = 'active'
        limit ${MOST_IDS}`
      return rows.map((row) => ({ tenantId: row.tenant_id, connectorId: row.connector_id, runId: row.id }))
    },
    async mailboxesToDeliver(now) {
      const rows = await database.$queryRaw<{ tenant_id: string; mailbox_id: bigint }[]>`
        select distinct d.tenant_id, d.mailbox_id
        from delivery d join mailbox m on m.id = d.mailbox_id join connector c on c.id = d.connector_id
        where d.state in ('pending', 'attempting', 'unconfirmed') and c.state = 'active'
          and (d.not_before is null or d.not_before <= ${now}) and (m.not_before is null or m.not_before <= ${now})
        limit ${MOST_IDS}`
      return rows.map((row) => ({ tenantId: row.tenant_id, mailboxId: row.mailbox_id }))
    },
    async runsToReconcile() {
      const rows = await database.$queryRaw<{ tenant_id: string; id: string }[]>`
        select tenant_id, id from run
        where state = 'delivering' and not exists (
          select 1 from delivery d where d.run_id = run.id and d.state in ('pending', 'attempting', 'unconfirmed'))
        limit ${MOST_IDS}`
      return rows.map((row) => ({ tenantId: row.tenant_id, runId: row.id }))
    },
    async runsToCheck(now) {
      const rows = await database.$queryRaw<{ tenant_id: string; id: string }[]>`
        select tenant_id, id from run
        where ${endedAfterDelivery('run')} and finished_at > ${now}::timestamptz - interval '1 day'
          and not exists (select 1 from run_check where run_id = run.id)
        limit ${MOST_IDS}`
      return rows.map((row) => ({ tenantId: row.tenant_id, runId: row.id }))
    },
  }
}
