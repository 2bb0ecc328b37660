import type { RunCheck } from '#lib/domain/run-check.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** What looking through the folders after a run has found; null before that. */
export async function findRunCheck(
  transaction: TenantTransaction,
  { tenantId, runId, limit }: { tenantId: string; runId: string; limit: number },
): Promise<RunCheck | null> {
  const check = await transaction.runCheck.findFirst({ where: { runId, tenantId } })
  if (!check) return null
  const doubleItems = await transaction.$queryRaw<RunCheck['doubleItems']>`
    select item.id::text as "itemId", item.subject, item.archive_message_id as "archiveMessageId", mailbox.address as mailbox
    from folder_check
    join item on item.id = any(folder_check.double_item_ids) and item.tenant_id = ${tenantId}::uuid
    join mailbox on mailbox.id = folder_check.mailbox_id and mailbox.tenant_id = ${tenantId}::uuid
    where folder_check.run_id = ${runId}::uuid and folder_check.tenant_id = ${tenantId}::uuid and folder_check.doubles > 0
    order by mailbox.address, item.id
    limit ${limit}`
  const notChecked = await transaction.$queryRaw<RunCheck['notChecked']>`
    select mailbox.address as mailbox, folder_check.outcome, folder_check.detail
    from folder_check join mailbox on mailbox.id = folder_check.mailbox_id and mailbox.tenant_id = ${tenantId}::uuid
    where folder_check.run_id = ${runId}::uuid and folder_check.tenant_id = ${tenantId}::uuid
      and folder_check.outcome <> 'whole'
    order by mailbox.address
    limit ${limit}`
  const { folders, messages, doubles, incomplete, alreadyThere, checkedAt } = check
  return { folders, messages, doubles, incomplete, alreadyThere, checkedAt, doubleItems, notChecked }
}
