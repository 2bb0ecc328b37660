import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { DeliveryResult, MailboxClaim } from '#lib/sync/ledger/delivery-ledger.ts'
import { endGivenBack } from './cancel-run.ts'
import { holdMailboxRow } from './hold-claim.ts'
import { saveOriginals } from './link-originals.ts'

export async function markAttempting(
  tx: TenantTransaction,
  claim: MailboxClaim,
  deliveryIds: bigint[],
  at: Date,
): Promise<bigint[]> {
  await holdMailboxRow(tx, claim)
  if (deliveryIds.length === 0) return []
  const marked = await tx.$queryRaw<{ id: bigint }[]>`
    update delivery set state = 'attempting', attempts = attempts + 1, attempted_at = ${at}, not_before = null
    where id = any(${deliveryIds.map(String)}::bigint[]) and tenant_id = ${claim.tenantId}::uuid and state = 'pending'
    returning id`
  return marked.map(({ id }) => id)
}

/** A worker that has lost the mailbox learns it here, before it sends. */
export async function renewIntents(
  tx: TenantTransaction,
  claim: MailboxClaim,
  deliveryIds: bigint[],
  at: Date,
): Promise<void> {
  await holdMailboxRow(tx, claim)
  await tx.$executeRaw`
    update delivery set attempted_at = ${at}
    where id = any(${deliveryIds.map(String)}::bigint[]) and tenant_id = ${claim.tenantId}::uuid and state in ('attempting', 'unconfirmed')`
}

/** One statement for a chunk. A delivery that has ended is never written again. */
export async function saveResults(
  tx: TenantTransaction,
  claim: MailboxClaim,
  results: DeliveryResult[],
): Promise<void> {
  await holdMailboxRow(tx, claim)
  if (results.length === 0) return
  await tx.$executeRaw`
    update delivery d
    set state = row.state, reason = row.reason, detail = row.detail, graph_message_id = row.graph_message_id,
        not_before = row.not_before, attempts = row.attempts, lookups = row.lookups,
        finished_at = case when row.state in ('imported', 'partially-imported', 'failed') then row.at end
    from unnest(
      ${results.map((one) => one.deliveryId.toString())}::bigint[],
      ${results.map((one) => one.state)}::text[],
      ${results.map((one) => one.reason)}::text[],
      ${results.map((one) => one.detail)}::text[],
      ${results.map((one) => one.graphMessageId)}::text[],
      ${results.map((one) => one.notBefore?.toISOString() ?? null)}::timestamptz[],
      ${results.map((one) => one.attempts)}::int[],
      ${results.map((one) => one.lookups)}::int[],
      ${results.map((one) => one.at.toISOString())}::timestamptz[]
    ) as row (id, state, reason, detail, graph_message_id, not_before, attempts, lookups, at)
    where d.id = row.id and d.tenant_id = ${claim.tenantId}::uuid and d.mailbox_id = ${claim.mailboxId}
      and d.state in ('pending', 'attempting', 'unconfirmed')`
  const givenBack = results.filter((one) => one.state === 'pending')
  const ids = givenBack.map((one) => one.deliveryId)
  if (givenBack[0]) await endGivenBack(tx, claim.tenantId, ids, givenBack[0].at)
  await saveOriginals(tx, claim, results)
}
