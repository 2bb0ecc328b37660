import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import { holdRun } from './hold-claim.ts'

/**
 * Sends to one mailbox what would wait in quarantine only because a person's mailbox is inactive. The person keeps that reason
 * beside the rule.
 *
 * An item that somebody else of it receives is not in quarantine, and stays theirs alone. One that names a person
 * whose mailbox is there, or may be, waits for that mailbox: refused, unreachable or unanswered is not inactive.
 */
export async function designateMailbox(
  tx: TenantTransaction,
  claim: RunClaim,
  mailboxId: bigint,
): Promise<number> {
  await holdRun(tx, claim)
  return tx.$executeRaw`
    update participant p set resolution = 'designated-mailbox', mailbox_id = ${mailboxId}
    from item i
    where i.id = p.item_id and i.tenant_id = ${claim.tenantId}::uuid and i.drive_run_id = ${claim.runId}::uuid
      and i.state = 'recorded' and i.repeat_of_id is null
      and p.resolution = 'unresolved' and p.reason = 'mailbox-inactive'
      and not exists (
        select 1 from participant other
        where other.item_id = i.id
          and (other.resolution is null or other.mailbox_id is not null
               or other.reason in ('directory-unanswered', 'mailbox-refused', 'mailbox-not-reachable')))
      and not exists (select 1 from delivery d where d.item_id = i.id and d.state <> 'failed')`
}
