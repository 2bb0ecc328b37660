import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import { recentDays } from './recent-days.ts'

/**
 * Counts on which days the messages were sent that the run has read, by kind, also those that wait in quarantine. A repeat
 * is no further message, a system event none at all, and what was sent before the start is not looked at. A re-drive has
 * read nothing: its items were counted by the run that did. Doing it twice changes nothing.
 */
export async function countMessageDays(tx: TenantTransaction, claim: RunClaim): Promise<void> {
  const recent = await recentDays(tx, claim)
  if (!recent) return
  const { dates, starts } = recent
  await tx.$executeRaw`
    insert into message_days (run_id, tenant_id, connector_id, day, kind, messages)
    select ${claim.runId}::uuid, ${claim.tenantId}::uuid, ${claim.connectorId}::uuid,
           (${dates}::text[])[counted.bucket]::date, counted.kind, counted.messages
    from (
      select width_bucket(sent_at, ${starts}::timestamptz[]) as bucket, coalesce(kind, 'other') as kind,
             count(*)::int as messages
      from item
      where tenant_id = ${claim.tenantId}::uuid and run_id = ${claim.runId}::uuid
        and state in ('routed', 'quarantined', 'recorded') and repeat_of_id is null
        and sent_at >= ${starts[0]} and sent_at <= now()
      group by 1, 2
    ) as counted
    on conflict (run_id, day, kind) do update set messages = excluded.messages`
}
