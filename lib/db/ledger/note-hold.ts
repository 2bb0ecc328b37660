import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { MailboxClaim } from '#lib/sync/ledger/delivery-ledger.ts'
import { holdMailboxRow } from './hold-claim.ts'

/** One row a run and mailbox, however often it is asked to wait. */
export async function noteHold(
  tx: TenantTransaction,
  claim: MailboxClaim,
  { runIds, at, until }: { runIds: string[]; at: Date; until: Date },
): Promise<void> {
  await holdMailboxRow(tx, claim)
  await tx.$executeRaw`
    insert into run_hold (run_id, mailbox_id, tenant_id, holds, longest_ms, first_at, last_until)
    select run_id, ${claim.mailboxId}, ${claim.tenantId}::uuid, 1, ${until.getTime() - at.getTime()}, ${at}, ${until}
    from unnest(${runIds}::uuid[]) as run (run_id)
    on conflict (run_id, mailbox_id) do update
    set holds = run_hold.holds + 1, longest_ms = greatest(run_hold.longest_ms, excluded.longest_ms),
        last_until = greatest(run_hold.last_until, excluded.last_until)`
}
