import { uuidList } from './uuid-list.ts'
import type { TenantTransaction } from './with-tenant.ts'

/**
 * When the newest message that is in a mailbox was sent, of each connector, by all its runs that have ended: a late package
 * holds older messages than the one before.
 */
export async function findNewestMessages(
  transaction: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, Date>> {
  const newest = await transaction.$queryRaw<{ connectorId: string; sentAt: Date }[]>`
    select wanted.id as "connectorId", run.newest_message_at as "sentAt"
    from unnest(${uuidList(connectorIds)}) as wanted (id)
    cross join lateral (
      select newest_message_at from run
      where tenant_id = ${tenantId}::uuid and connector_id = wanted.id and newest_message_at is not null
      order by newest_message_at desc limit 1
    ) as run`
  return new Map(newest.map(({ connectorId, sentAt }) => [connectorId, sentAt]))
}
