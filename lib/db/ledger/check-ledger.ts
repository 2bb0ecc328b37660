import type { Database } from '#lib/db/client.ts'
import { endedAfterDelivery } from '#lib/db/ended-run.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { deliveryKeyOf } from '#lib/domain/delivery-key.ts'
import { storableText } from '#lib/domain/storable-text.ts'
import type { CheckLedger } from '#lib/sync/ledger/check-ledger.ts'
import { addMailboxUse } from './mailbox-use.ts'

/** Rows a read, of a mailbox that may have a million. */
const STEP = 5_000
const LONGEST_DETAIL = 1_000

/** What stands beside a finished run's report: its folders, looked through. */
export function createCheckLedger(database: Database): CheckLedger {
  return {
    openCheck: (tenantId, runId) =>
      withTenant(database, tenantId, async (tx) => {
        const [row] = await tx.$queryRaw<{ finished_at: Date }[]>`
          select finished_at from run
          where id = ${runId}::uuid and tenant_id = ${tenantId}::uuid and ${endedAfterDelivery('run')}
            and not exists (select 1 from run_check where run_id = run.id)`
        return row?.finished_at ?? null
      }),
    foldersToCheck: (tenantId, runId) =>
      withTenant(database, tenantId, async (tx) => {
        const rows = await tx.$queryRaw<
          {
            mailbox_id: bigint
            object_id: string
            folder_name: string
            folder_id: string
            not_before: Date | null
          }[]
        >`
          select m.id as mailbox_id, m.object_id, m.not_before, f.folder_name, f.folder_id
          from mailbox m join mailbox_folder f on f.mailbox_id = m.id
          where m.tenant_id = ${tenantId}::uuid
            and m.id in (
              select mailbox_id from delivery
              where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid and attempted_at is not null)
            and not exists (
              select 1 from folder_check c
              where c.run_id = ${runId}::uuid and c.mailbox_id = m.id and c.folder_name = f.folder_name)
          order by m.id`
        return rows.map((row) => ({
          mailboxId: row.mailbox_id,
          objectId: row.object_id,
          folderName: row.folder_name,
          folderId: row.folder_id,
          notBefore: row.not_before,
        }))
      }),
    foldersOfMailbox: (tenantId, mailboxId, finishedBefore) =>
      withTenant(database, tenantId, async (tx) => {
        const rows = await tx.$queryRaw<
          { run_id: string; finished_at: Date; object_id: string; folder_name: string; folder_id: string }[]
        >`
          select r.id as run_id, r.finished_at, m.object_id, f.folder_name, f.folder_id
          from run r, mailbox m join mailbox_folder f on f.mailbox_id = m.id
          where r.tenant_id = ${tenantId}::uuid and m.tenant_id = ${tenantId}::uuid and m.id = ${mailboxId}
            and ${endedAfterDelivery('r')}
            and r.finished_at <= ${finishedBefore} and r.finished_at > ${finishedBefore}::timestamptz - interval '1 day'
            and not exists (select 1 from run_check where run_id = r.id)
            and exists (
              select 1 from delivery d
              where d.tenant_id = ${tenantId}::uuid and d.run_id = r.id and d.mailbox_id = m.id and d.attempted_at is not null)
            and not exists (
              select 1 from folder_check c
              where c.run_id = r.id and c.mailbox_id = m.id and c.folder_name = f.folder_name)
          order by r.finished_at, f.folder_name`
        return rows.map((row) => ({
          ...{ runId: row.run_id, finishedAt: row.finished_at, mailboxId, objectId: row.object_id },
          ...{ folderName: row.folder_name, folderId: row.folder_id, notBefore: null },
        }))
      }),
    itemsOfKeys: (tenantId, mailboxId, keys) => findItems(database, { tenantId, mailboxId }, new Set(keys)),
    saveCheck: (check) =>
      withTenant(database, check.tenantId, async (tx) => {
        const detail = check.detail && storableText(check.detail, LONGEST_DETAIL)
        await tx.$executeRaw`
          insert into folder_check (run_id, mailbox_id, folder_name, tenant_id, outcome, detail, messages, doubles,
                                    double_item_ids, checked_at)
          values (${check.runId}::uuid, ${check.mailboxId}, ${check.folderName}, ${check.tenantId}::uuid, ${check.outcome},
                  ${detail}, ${check.messages}, ${check.doubles}, ${check.doubleItemIds.map(String)}::bigint[], ${check.at})
          on conflict do nothing`
        await addMailboxUse(tx, check, check.use)
      }),
    closeCheck: (tenantId, runId, at) =>
      withTenant(database, tenantId, async (tx) => {
        await tx.$executeRaw`
          insert into run_check (run_id, tenant_id, folders, messages, doubles, incomplete, already_there, checked_at)
          select ${runId}::uuid, ${tenantId}::uuid, count(*)::int, coalesce(sum(messages), 0)::int,
                 coalesce(sum(doubles), 0)::int, count(*) filter (where outcome <> 'whole')::int,
                 (select count(*) from delivery
                  where run_id = ${runId}::uuid and state in ('imported', 'partially-imported')
                    and reason = 'already-there')::int,
                 ${at}
          from folder_check where run_id = ${runId}::uuid and tenant_id = ${tenantId}::uuid
          on conflict do nothing`
        const [row] = await tx.$queryRaw<{ doubles: number }[]>`
          select doubles from run_check where run_id = ${runId}::uuid and tenant_id = ${tenantId}::uuid`
        return { doubles: row?.doubles ?? 0 }
      }),
  }
}

/** Keys are not in the ledger: whoever has one tells it by going through what the mailbox got. Only doubles are asked for. */
async function findItems(
  database: Database,
  mailbox: { tenantId: string; mailboxId: bigint },
  keys: ReadonlySet<string>,
): Promise<bigint[]> {
  const found: bigint[] = []
  for (let after = 0n; ; ) {
    const rows = await withTenant(database, mailbox.tenantId, (tx) => readDelivered(tx, mailbox, after))
    for (const row of rows) if (keys.has(deliveryKeyOf(row))) found.push(row.itemId)
    const last = rows.at(-1)
    if (!last || rows.length < STEP) return found
    after = last.id
  }
}

function readDelivered(
  tx: TenantTransaction,
  { tenantId, mailboxId }: { tenantId: string; mailboxId: bigint },
  after: bigint,
) {
  return tx.$queryRaw<
    { id: bigint; itemId: bigint; connectorId: string; archiveMessageId: string; contentSha256: string }[]
  >`
    select d.id, d.item_id as "itemId", d.connector_id as "connectorId", i.archive_message_id as "archiveMessageId",
           encode(i.content_sha256, 'hex') as "contentSha256"
    from delivery d join item i on i.id = d.item_id
    where d.tenant_id = ${tenantId}::uuid and d.mailbox_id = ${mailboxId} and d.state <> 'skipped' and d.id > ${after}
    order by d.id
    limit ${STEP}`
}
