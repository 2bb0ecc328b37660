import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { deliveryKeyOf } from '#lib/domain/delivery-key.ts'
import type { MailboxClaim } from '#lib/sync/ledger/delivery-ledger.ts'
import type { KeyedMessage } from '#lib/sync/ports/mailbox-writer.ts'
import { holdMailboxRow } from './hold-claim.ts'

/** Messages that none of the mailbox's deliveries accounts for: a ledger that was restored from a backup has forgotten them. */
export async function findUnaccounted(
  tx: TenantTransaction,
  claim: MailboxClaim,
  messages: KeyedMessage[],
): Promise<KeyedMessage[]> {
  const keyed = messages.filter(({ deliveryKey }) => deliveryKey !== null)
  if (keyed.length === 0) return []
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select listed.id
    from unnest(${keyed.map(({ messageId }) => messageId)}::text[]) as listed (id)
    where not exists (
        select 1 from delivery d
        where d.graph_message_id = listed.id and d.tenant_id = ${claim.tenantId}::uuid and d.mailbox_id = ${claim.mailboxId})
      and not exists (
        select 1 from found_message f where f.mailbox_id = ${claim.mailboxId} and f.graph_message_id = listed.id)`
  if (rows.length === 0) return []
  const ids = new Set(rows.map((row) => row.id))
  const underWay = await keysUnderWay(tx, claim)
  return keyed.filter(({ messageId, deliveryKey }) => ids.has(messageId) && !underWay.has(deliveryKey ?? ''))
}

/** These are looked up by themselves. */
async function keysUnderWay(tx: TenantTransaction, claim: MailboxClaim): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ connectorId: string; archiveMessageId: string; contentSha256: string }[]>`
    select d.connector_id as "connectorId", i.archive_message_id as "archiveMessageId",
           encode(i.content_sha256, 'hex') as "contentSha256"
    from delivery d join item i on i.id = d.item_id
    where d.tenant_id = ${claim.tenantId}::uuid and d.mailbox_id = ${claim.mailboxId}
      and d.state in ('attempting', 'unconfirmed')`
  return new Set(rows.map(deliveryKeyOf))
}

export async function saveFound(
  tx: TenantTransaction,
  claim: MailboxClaim,
  messages: KeyedMessage[],
  at: Date,
): Promise<void> {
  await holdMailboxRow(tx, claim)
  const keyed = messages.filter(({ deliveryKey }) => deliveryKey !== null)
  if (keyed.length === 0) return
  await tx.$executeRaw`
    insert into found_message (mailbox_id, graph_message_id, tenant_id, delivery_key, found_at)
    select ${claim.mailboxId}, listed.id, ${claim.tenantId}::uuid, listed.key, ${at}
    from unnest(${keyed.map(({ messageId }) => messageId)}::text[],
                ${keyed.map(({ deliveryKey }) => deliveryKey)}::text[]) as listed (id, key)
    on conflict do nothing`
}

export async function foundMessages(
  tx: TenantTransaction,
  claim: MailboxClaim,
  keys: string[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ delivery_key: string; graph_message_id: string }[]>`
    select delivery_key, graph_message_id from found_message
    where tenant_id = ${claim.tenantId}::uuid and mailbox_id = ${claim.mailboxId} and delivery_key = any(${keys}::text[])`
  return new Map(rows.map((row) => [row.delivery_key, row.graph_message_id]))
}
