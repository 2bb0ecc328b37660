import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { type EndedRun, MAILBOX_REASONS } from '#lib/domain/alerts-of-run.ts'

/** What ended longer ago is history by the time that somebody judges it. */
const JUDGED_DAYS = 7
const MOST_RUNS = 100

type Row = Omit<EndedRun, 'counts' | 'mailboxFailures'> &
  EndedRun['counts'] & { failedDeliveries: number; failedMailboxes: number }

/** Runs of a connector that ended and that nobody has judged, in the order in which they ended. */
export async function readEndedRuns(
  tx: TenantTransaction,
  { tenantId, connectorId }: { tenantId: string; connectorId: string },
  now: Date,
): Promise<EndedRun[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select run.id::text, run.trigger, run.state, run.error_code as "errorCode",
      run.packages_refused as "packagesRefused", run.people_unanswered as "peopleUnanswered",
      run.items_available as "itemsAvailable", run.items_routed as "itemsRouted",
      run.items_quarantined as "itemsQuarantined", run.items_system_events as "itemsSystemEvents",
      run.items_before_start as "itemsBeforeStart", run.deliveries_available as "deliveriesAvailable",
      run.imported, run.partially_imported as "partiallyImported", run.skipped, run.failed, run.pending,
      troubled.deliveries as "failedDeliveries", troubled.mailboxes as "failedMailboxes"
    from run
    cross join lateral (
      select count(*)::int as deliveries, count(distinct mailbox_id)::int as mailboxes from delivery
      where delivery.run_id = run.id and delivery.tenant_id = ${tenantId}::uuid and run.failed > 0
        and delivery.state = 'failed' and delivery.reason = any(${[...MAILBOX_REASONS]}::text[])
    ) as troubled
    where run.tenant_id = ${tenantId}::uuid and run.connector_id = ${connectorId}::uuid
      and run.state in ('completed', 'completed-with-problems', 'failed')
      and run.finished_at > ${now}::timestamptz - make_interval(days => ${JUDGED_DAYS}::int)
      and not exists (select 1 from alert_judged_run where run_id = run.id)
    order by run.finished_at, run.created_at
    limit ${MOST_RUNS}`
  return rows.map(({ failedDeliveries, failedMailboxes, ...row }) => ({
    ...row,
    counts: row,
    mailboxFailures: { deliveries: failedDeliveries, mailboxes: failedMailboxes },
  }))
}
