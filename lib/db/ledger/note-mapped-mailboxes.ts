import { Prisma } from '#lib/db/generated/client.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { MappedMailbox, RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import { holdRun } from './hold-claim.ts'

/** Writes only what is new: a mapping of 100,000 rows is not written anew each day. */
export async function noteMappedMailboxes(
  tx: TenantTransaction,
  claim: RunClaim,
  found: MappedMailbox[],
): Promise<void> {
  await holdRun(tx, claim)
  await tx.$executeRaw`
    update user_mapping_row r
    set object_id = coalesce(r.object_id, found.object_id), display_name = coalesce(found.display_name, r.display_name),
        directory_status = ${statusOf}, moved_to = found.moved_to, checked_at = now()
    from unnest(
      ${found.map((one) => one.mailbox)}::text[],
      ${found.map((one) => one.user?.objectId ?? null)}::text[],
      ${found.map((one) => one.user?.displayName ?? null)}::text[],
      ${found.map((one) => one.reason ?? 'found')}::text[],
      ${found.map((one) => one.movedTo)}::text[]
    ) as found (mailbox, object_id, display_name, status, moved_to)
    where r.tenant_id = ${claim.tenantId}::uuid and r.connector_id = ${claim.connectorId}::uuid and r.removed_in is null
      and r.mailbox = found.mailbox
      and (r.object_id is null and found.object_id is not null or r.directory_status is distinct from ${statusOf}
           or r.moved_to is distinct from found.moved_to)`
}

/** A run does not ask for groups: what was told to be one when the row was checked stays one while nobody is found. */
const statusOf = Prisma.sql`case when found.status = 'not-found' and r.directory_status = 'group' then 'group' else found.status end`
