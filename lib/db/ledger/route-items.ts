import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import { holdRun } from './hold-claim.ts'
import { linkLateOriginals } from './link-originals.ts'

/**
 * Gives every recorded item of the run its outcome, and every mailbox of its participants one delivery.
 *
 * A repeat shares the fate of the item that it repeats: the deliveries of a routed one are counted as *skipped*, in
 * the words of Microsoft's log, so that a re-export leaves a trace in the report and nothing in a mailbox. A copy that was
 * captured for another archived person is treated alike. Repeats that waited in quarantine follow when a re-drive
 * takes their first out of it; the run that counted them keeps its numbers.
 *
 * A delivery of a re-driven item that had failed is open again. One that was sent before begins with a look-up: the message
 * may be there, whatever it failed with in the end.
 *
 * Who has no resolution yet was asked for and not answered: neither mapped nor unmapped, and asked for again by the next run.
 */
export async function routeItems(tx: TenantTransaction, claim: RunClaim): Promise<void> {
  await holdRun(tx, claim)
  const { tenantId, runId } = claim
  await linkLateOriginals(tx, claim)
  await tx.$executeRaw`
    update participant p set resolution = 'unresolved', reason = 'directory-unanswered'
    from item i
    where i.id = p.item_id and i.tenant_id = ${tenantId}::uuid and i.drive_run_id = ${runId}::uuid and i.state = 'recorded'
      and p.resolution is null`
  await tx.$executeRaw`
    insert into delivery (tenant_id, connector_id, run_id, item_id, mailbox_id)
    select distinct i.tenant_id, i.connector_id, i.drive_run_id, i.id, p.mailbox_id
    from item i join participant p on p.item_id = i.id
    where i.tenant_id = ${tenantId}::uuid and i.drive_run_id = ${runId}::uuid and i.state = 'recorded'
      and i.repeat_of_id is null and p.mailbox_id is not null
    order by i.id, p.mailbox_id
    on conflict (item_id, mailbox_id) do update set
      run_id = excluded.run_id, state = case when delivery.attempts > 0 then 'unconfirmed' else 'pending' end,
      reason = null, detail = null, attempts = 0, lookups = 0, not_before = null, finished_at = null
    where delivery.state = 'failed'`
  await tx.$executeRaw`
    update item i
    set state = case when routed then 'routed' else 'quarantined' end,
        reason = case when routed then null
                      when has_unanswered then 'directory-unanswered'
                      when names_somebody then 'no-valid-user'
                      else 'names-nobody' end
    from (select id, exists (select 1 from delivery d where d.item_id = item.id and d.state <> 'failed') as routed,
                 exists (select 1 from participant p where p.item_id = item.id) as names_somebody,
                 exists (select 1 from participant p
                         where p.item_id = item.id and p.reason = 'directory-unanswered') as has_unanswered
          from item
          where tenant_id = ${tenantId}::uuid and drive_run_id = ${runId}::uuid and state = 'recorded'
            and repeat_of_id is null) as found
    where i.id = found.id`
  await tx.$executeRaw`
    update item i set state = first.state, reason = first.reason
    from item first
    where i.tenant_id = ${tenantId}::uuid and i.drive_run_id = ${runId}::uuid and i.state = 'recorded'
      and first.id = i.repeat_of_id and first.state <> 'recorded'`
  await tx.$executeRaw`
    insert into delivery (tenant_id, connector_id, run_id, item_id, mailbox_id, state, reason, finished_at)
    select distinct i.tenant_id, i.connector_id, i.drive_run_id, i.id, d.mailbox_id, 'skipped',
           case i.repeat_kind when 'sibling' then 'sibling-copy' else 'duplicate' end, now()
    from item i join delivery d on d.item_id = i.repeat_of_id
    where i.tenant_id = ${tenantId}::uuid and i.drive_run_id = ${runId}::uuid and i.state = 'routed'
      and i.repeat_of_id is not null
    on conflict (item_id, mailbox_id) do nothing`
  await tx.$executeRaw`
    update item i set state = first.state, reason = first.reason
    from item first
    where first.tenant_id = ${tenantId}::uuid and first.drive_run_id = ${runId}::uuid
      and first.state in ('routed', 'quarantined')
      and i.repeat_of_id = first.id and i.drive_run_id <> first.drive_run_id and i.state = 'quarantined'`
}
