import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'
import type { EndOfDelivery, RunState } from '#lib/domain/run-state.ts'
import type { RunLedger } from '#lib/sync/ledger/run-ledger.ts'

type TallyRow = Record<Exclude<keyof TallyColumns, 'state'>, number> & {
  state: RunState
  cancelling: boolean
}
type TallyColumns = {
  items_available: number
  items_routed: number
  items_quarantined: number
  items_system_events: number
  items_before_start: number
  deliveries_available: number
  imported: number
  partially_imported: number
  skipped: number
  failed: number
  pending: number
  packages_refused: number
  people_unanswered: number
  state: string
}

/**
 * Counts the run's items and deliveries where they are, and writes the counts to the run's row. *Available* is what
 * the recorded packages hold by their manifests, counted apart from the items (otherwise the book would balance by itself),
 * and what a re-drive took from earlier runs.
 * A finished run keeps its counts: old reports never change.
 */
export async function tallyRun(
  tx: TenantTransaction,
  tenantId: string,
  runId: string,
): ReturnType<RunLedger['tally']> {
  await tx.$executeRaw`
    update run set
      packages_taken = p.taken, packages_refused = r.refused,
      items_available = p.entries + i.redriven, items_routed = i.routed, items_quarantined = i.quarantined,
      items_system_events = i.system_events, items_before_start = i.before_start,
      deliveries_available = d.available, imported = d.imported, partially_imported = d.partially_imported,
      skipped = d.skipped, failed = d.failed, pending = d.pending, people_unanswered = u.people
    from
      (select count(*) filter (where state <> 'refused')::int as taken,
              coalesce(sum(entry_count) filter (where state = 'recorded'), 0)::int as entries from staged_package
       where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid) as p,
      (select count(*)::int as refused from package_refusal
       where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid) as r,
      (select count(*) filter (where state = 'routed')::int as routed,
              count(*) filter (where state = 'quarantined')::int as quarantined,
              count(*) filter (where state = 'system-event')::int as system_events,
              count(*) filter (where state = 'before-start')::int as before_start,
              count(*) filter (where run_id <> drive_run_id)::int as redriven
       from item where tenant_id = ${tenantId}::uuid and drive_run_id = ${runId}::uuid) as i,
      (select count(*)::int as available,
              count(*) filter (where state = 'imported')::int as imported,
              count(*) filter (where state = 'partially-imported')::int as partially_imported,
              count(*) filter (where state = 'skipped')::int as skipped,
              count(*) filter (where state = 'failed')::int as failed,
              count(*) filter (where state in ('pending', 'attempting', 'unconfirmed'))::int as pending
       from delivery where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid) as d,
      (select count(distinct (p.phone, p.address, p.opaque_id))::int as people
       from participant p join item i on i.id = p.item_id
       where p.reason = 'directory-unanswered' and p.tenant_id = ${tenantId}::uuid
         and i.drive_run_id = ${runId}::uuid) as u
    where id = ${runId}::uuid and tenant_id = ${tenantId}::uuid
      and state not in ('completed', 'completed-with-problems', 'failed', 'cancelled')`
  // Of ten seconds the last count stays. Two workers that count at once do not turn it back.
  await tx.$executeRaw`
    insert into run_progress (run_id, slot, tenant_id, done)
    select id, date_bin('10 seconds', clock_timestamp(), 'epoch') + interval '10 seconds', tenant_id, deliveries_available - pending
    from run where id = ${runId}::uuid and tenant_id = ${tenantId}::uuid and state = 'delivering'
    on conflict (run_id, slot) do update set done = greatest(run_progress.done, excluded.done)`
  const [row] = await tx.$queryRaw<TallyRow[]>`
    select items_available, items_routed, items_quarantined, items_system_events, items_before_start,
           deliveries_available, imported, partially_imported, skipped, failed, pending, packages_refused,
           people_unanswered, state, cancel_requested_at is not null as cancelling
    from run where id = ${runId}::uuid and tenant_id = ${tenantId}::uuid`
  if (!row) throw new Error(`The run ${runId} does not exist.`)
  return {
    counts: toCounts(row),
    packagesRefused: row.packages_refused,
    peopleUnanswered: row.people_unanswered,
    state: row.state,
    isCancelling: row.cancelling,
  }
}

/**
 * Ends a run that nothing is pending of, and notes when the newest message was sent that it brought into a mailbox. One that
 * claims to be sent after its import does not count.
 */
export async function finishRun(
  tx: TenantTransaction,
  tenantId: string,
  runId: string,
  state: EndOfDelivery,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    update run set state = ${state}, finished_at = ${at}, newest_message_at = (
      select max(item.sent_at)
      from delivery join item on item.id = delivery.item_id and item.tenant_id = delivery.tenant_id
      where delivery.tenant_id = ${tenantId}::uuid and delivery.run_id = ${runId}::uuid
        and delivery.state in ('imported', 'partially-imported') and item.sent_at <= delivery.finished_at)
    where id = ${runId}::uuid and tenant_id = ${tenantId}::uuid and state = 'delivering'`
}

function toCounts(row: TallyRow): RunCounts {
  return {
    itemsAvailable: row.items_available,
    itemsRouted: row.items_routed,
    itemsQuarantined: row.items_quarantined,
    itemsSystemEvents: row.items_system_events,
    itemsBeforeStart: row.items_before_start,
    deliveriesAvailable: row.deliveries_available,
    imported: row.imported,
    partiallyImported: row.partially_imported,
    skipped: row.skipped,
    failed: row.failed,
    pending: row.pending,
  }
}
