import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { ClaimLostError } from '#lib/sync/ledger/claim-lost-error.ts'
import type { MailboxClaim } from '#lib/sync/ledger/delivery-ledger.ts'
import type { RunClaim } from '#lib/sync/ledger/run-ledger.ts'

/**
 * Proves, at the head of a transaction, that the claim still holds, and keeps it until the end: a takeover has to
 * raise the fence of this very row, so it waits for the commit.
 * @throws {ClaimLostError}
 */
export async function holdRun(transaction: TenantTransaction, claim: RunClaim): Promise<void> {
  const held = await transaction.$queryRaw<unknown[]>`
    select 1 from run
    where id = ${claim.runId}::uuid and tenant_id = ${claim.tenantId}::uuid and fence = ${claim.fence}
    for share`
  if (held.length === 0) throw new ClaimLostError(`run ${claim.runId}`)
}

/** @throws {ClaimLostError} */
export async function holdMailboxRow(transaction: TenantTransaction, claim: MailboxClaim): Promise<void> {
  const held = await transaction.$queryRaw<unknown[]>`
    select 1 from mailbox
    where id = ${claim.mailboxId} and tenant_id = ${claim.tenantId}::uuid and fence = ${claim.fence}
    for share`
  if (held.length === 0) throw new ClaimLostError(`mailbox ${claim.mailboxId}`)
}
