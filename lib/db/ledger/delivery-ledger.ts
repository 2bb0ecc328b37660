import type { Database } from '#lib/db/client.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import type { ClaimedMailbox, DeliveryLedger } from '#lib/sync/ledger/delivery-ledger.ts'
import { findUnaccounted, foundMessages, saveFound } from './found-messages.ts'
import { holdMailboxRow } from './hold-claim.ts'
import { addMailboxUse } from './mailbox-use.ts'
import { noteHold } from './note-hold.ts'
import { markAttempting, renewIntents, saveResults } from './save-results.ts'
import { takeOpen } from './take-open.ts'

/** Milliseconds, requests, bytes. */
type UseRow = [number, number, number]

/** The mailboxes' part of the ledger on Postgres. */
export function createDeliveryLedger(database: Database): DeliveryLedger {
  return {
    claimMailbox: (tenantId, mailboxId) =>
      withTenant(database, tenantId, async (tx): Promise<ClaimedMailbox> => {
        const [row] = await tx.$queryRaw<
          { object_id: string; address: string; not_before: Date | null; fence: number; use: UseRow[] }[]
        >`
          update mailbox set fence = fence + 1
          where id = ${mailboxId} and tenant_id = ${tenantId}::uuid
          returning object_id, address, not_before, fence,
            (select coalesce(jsonb_agg(jsonb_build_array(extract(epoch from slot) * 1000, requests, upload_bytes)), '[]')
             from mailbox_use u where u.mailbox_id = mailbox.id) as use`
        if (!row) throw new Error(`The mailbox ${mailboxId} does not exist.`)
        return {
          tenantId,
          mailboxId,
          fence: row.fence,
          objectId: row.object_id,
          address: row.address,
          notBefore: row.not_before,
          use: row.use.map(([atMs, requests, uploadBytes]) => ({
            at: new Date(atMs),
            requests,
            uploadBytes,
          })),
        }
      }),
    takeOpen: (claim, limit, now) =>
      withTenant(database, claim.tenantId, (tx) => takeOpen(tx, claim, limit, now)),
    markAttempting: (claim, deliveryIds, at) =>
      withTenant(database, claim.tenantId, (tx) => markAttempting(tx, claim, deliveryIds, at)),
    renewIntents: (claim, deliveryIds, at, use) =>
      withTenant(database, claim.tenantId, async (tx) => {
        await renewIntents(tx, claim, deliveryIds, at)
        await addMailboxUse(tx, claim, use)
      }),
    saveResults: (claim, results, use) =>
      withTenant(database, claim.tenantId, async (tx) => {
        await saveResults(tx, claim, results)
        await addMailboxUse(tx, claim, use)
      }),
    holdMailbox: (claim, until) =>
      withTenant(database, claim.tenantId, async (tx) => {
        await holdMailboxRow(tx, claim)
        await tx.$executeRaw`update mailbox set not_before = ${until} where id = ${claim.mailboxId}`
      }),
    noteHold: (claim, hold) => withTenant(database, claim.tenantId, (tx) => noteHold(tx, claim, hold)),
    findFolder: (claim, folderName) =>
      withTenant(database, claim.tenantId, async (tx) => {
        const [row] = await tx.$queryRaw<{ folder_id: string }[]>`
          select folder_id from mailbox_folder
          where tenant_id = ${claim.tenantId}::uuid and mailbox_id = ${claim.mailboxId} and folder_name = ${folderName}`
        return row?.folder_id ?? null
      }),
    saveFolder: (claim, folderName, folderId) =>
      withTenant(database, claim.tenantId, async (tx) => {
        await holdMailboxRow(tx, claim)
        await tx.$executeRaw`
          insert into mailbox_folder (mailbox_id, folder_name, tenant_id, folder_id)
          values (${claim.mailboxId}, ${folderName}, ${claim.tenantId}::uuid, ${folderId})
          on conflict (mailbox_id, folder_name) do update set folder_id = excluded.folder_id`
      }),
    forgetFolder: (claim, folderName) =>
      withTenant(database, claim.tenantId, async (tx) => {
        await holdMailboxRow(tx, claim)
        await tx.$executeRaw`
          delete from mailbox_folder
          where tenant_id = ${claim.tenantId}::uuid and mailbox_id = ${claim.mailboxId} and folder_name = ${folderName}`
      }),
    unaccounted: (claim, messages) =>
      withTenant(database, claim.tenantId, (tx) => findUnaccounted(tx, claim, messages)),
    saveFound: (claim, messages, at) =>
      withTenant(database, claim.tenantId, (tx) => saveFound(tx, claim, messages, at)),
    foundMessages: (claim, keys) =>
      withTenant(database, claim.tenantId, (tx) => foundMessages(tx, claim, keys)),
    nextDueAt: (claim) =>
      withTenant(database, claim.tenantId, async (tx) => {
        const [row] = await tx.$queryRaw<{ due: Date | null }[]>`
          select min(coalesce(d.not_before, to_timestamp(0))) as due
          from delivery d join connector c on c.id = d.connector_id and c.state = 'active'
          where d.tenant_id = ${claim.tenantId}::uuid and d.mailbox_id = ${claim.mailboxId}
            and d.state in ('pending', 'attempting', 'unconfirmed')`
        return row?.due ?? null
      }),
  }
}
