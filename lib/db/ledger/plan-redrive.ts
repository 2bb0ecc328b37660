import { endedAfterDelivery } from '#lib/db/ended-run.ts'
import { namesSomebodyMapped } from '#lib/db/newly-mapped.ts'
import { dayOfItem, rowHoldsOn } from '#lib/db/row-holds-on.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { RedriveScope, RunLedger } from '#lib/sync/ledger/run-ledger.ts'
import { insertRun } from './plan-run.ts'

/** Reasons that lie in the message or the limit: only reading it again tells whether they still hold. */
const REASONS_TO_READ_AGAIN = ['unreadable', 'encrypted', 'too-large', 'too-many-participants']

/** What a delivery failed with, and what passes: the mailbox is restored, let into, given room, or healthy again; or
 * somebody cancelled the run. */
export const REASONS_THAT_PASS = [
  ...['mailbox-gone', 'mailbox-inactive', 'mailbox-on-premises', 'mailbox-refused'],
  ...['too-many-attempts', 'ErrorQuotaExceeded', 'cancelled'],
]

/**
 * Plans a run that takes items of finished runs again: those in quarantine, those of which a delivery failed with something
 * that passes, or with the very reason that is asked for, and those of which one of ours has no mailbox
 * yet: somebody whom the mapping names now, whose address is of a domain that has mailboxes here, or of whom the
 * directory told nothing. Customers and guests never get one, and are on most messages: they would make each re-drive one
 * of everything. The runs that counted them before keep their numbers. Nothing to take: no run.
 */
export async function insertRedrive(
  tx: TenantTransaction,
  redrive: Parameters<RunLedger['planRedrive']>[0],
): ReturnType<RunLedger['planRedrive']> {
  const { tenantId, connectorId, runId, requestedBy, scope } = redrive
  await tx.$executeRaw`savepoint before_redrive`
  const planned = await insertRun(tx, {
    tenantId,
    connectorId,
    runId,
    trigger: 'redrive',
    localDate: null,
    requestedBy,
  })
  if (planned.outcome !== 'planned') return { outcome: 'already-running' }
  const chosen = choose(scope)
  const taken = await tx.$queryRaw<{ id: bigint }[]>`
    update item i
    set state = 'recorded', reason = null, detail = null, drive_run_id = ${runId}::uuid,
        to_be_read = i.state = 'quarantined' and i.reason = any(${REASONS_TO_READ_AGAIN}::text[])
    from run r
    where i.tenant_id = ${tenantId}::uuid and i.connector_id = ${connectorId}::uuid and i.repeat_of_id is null
      and r.id = i.drive_run_id and ${endedAfterDelivery('r')}
      and (i.state = 'quarantined' or (i.state = 'routed' and (exists (
        select 1 from delivery d
        where d.item_id = i.id and d.state = 'failed'
          and (d.reason = any(${REASONS_THAT_PASS}::text[]) or d.reason = ${chosen.reason}::text))
      or exists (
        select 1 from participant p
        where p.item_id = i.id and p.resolution = 'unresolved'
          and (p.reason = 'directory-unanswered'
               or split_part(p.address, '@', 2) in (
                 select split_part(address, '@', 2) from mailbox where tenant_id = ${tenantId}::uuid)
               or exists (
                 select 1 from user_mapping_row m
                 where m.tenant_id = ${tenantId}::uuid and m.connector_id = ${connectorId}::uuid and m.removed_in is null
                   and m.external_id in (p.phone, p.opaque_id, p.address)
                   and ${rowHoldsOn('m', dayOfItem(connectorId))}))))))
      and (${chosen.reason}::text is null or (i.state = 'quarantined' and i.reason = ${chosen.reason})
           or exists (
             select 1 from delivery d where d.item_id = i.id and d.state = 'failed' and d.reason = ${chosen.reason}::text))
      and (not ${chosen.isMapped}::boolean or ${namesSomebodyMapped({ tenantId, connectorId })})
      and (${chosen.runId}::uuid is null or i.run_id = ${chosen.runId}::uuid)
      and (${chosen.itemIds}::bigint[] is null or i.id = any(${chosen.itemIds}::bigint[]))
    returning i.id`
  if (taken.length === 0) {
    // A run is never deleted, not even by this app's role; this one is not planned in the first place.
    await tx.$executeRaw`rollback to savepoint before_redrive`
    return { outcome: 'nothing-waits' }
  }
  await tx.$executeRaw`
    update participant p set resolution = null, reason = null, mailbox_id = null
    from item i
    where i.id = p.item_id and i.tenant_id = ${tenantId}::uuid and i.drive_run_id = ${runId}::uuid
      and (p.resolution = 'unresolved' or exists (
        select 1 from delivery d
        where d.item_id = p.item_id and d.mailbox_id = p.mailbox_id and d.state = 'failed' and d.reason like 'mailbox-%'))`
  return { outcome: 'planned', runId, itemCount: taken.length }
}

function choose(scope: RedriveScope) {
  return {
    reason: scope.kind === 'reason' ? scope.reason : null,
    runId: scope.kind === 'run' ? scope.runId : null,
    isMapped: scope.kind === 'mapped',
    itemIds: scope.kind === 'items' ? scope.itemIds.map(String) : null,
  }
}
