import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { MailboxUse } from '#lib/sync/ledger/delivery-ledger.ts'

/** Use of so many seconds is one row, dated at their end: it counts a little longer than it has to. */
const SLOT_SECONDS = 10

/**
 * Adds what was sent to a mailbox to what all workers have sent to it. It is added whoever sends, so that nothing is counted
 * twice when several do: a slice of one worker, and another's look through a folder.
 */
export async function addMailboxUse(
  tx: TenantTransaction,
  mailbox: { tenantId: string; mailboxId: bigint },
  use: readonly MailboxUse[],
): Promise<void> {
  if (use.length === 0) return
  await tx.$executeRaw`
    with forgotten as (
      delete from mailbox_use
      where mailbox_id = ${mailbox.mailboxId} and slot < ${use[0]?.at}::timestamptz - interval '10 minutes')
    insert into mailbox_use (mailbox_id, slot, tenant_id, requests, upload_bytes)
    select ${mailbox.mailboxId}, slot, ${mailbox.tenantId}::uuid, sum(requests), sum(upload_bytes)
    from (
      select to_timestamp(ceil(extract(epoch from at) / ${SLOT_SECONDS}::int) * ${SLOT_SECONDS}::int) as slot,
             requests, upload_bytes
      from unnest(
        ${use.map((one) => one.at.toISOString())}::timestamptz[],
        ${use.map((one) => one.requests)}::int[],
        ${use.map((one) => String(one.uploadBytes))}::bigint[]
      ) as row (at, requests, upload_bytes)) as sent
    group by slot
    on conflict (mailbox_id, slot) do update set
      requests = mailbox_use.requests + excluded.requests,
      upload_bytes = mailbox_use.upload_bytes + excluded.upload_bytes`
}
