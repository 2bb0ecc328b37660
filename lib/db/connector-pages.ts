import type { UserMappingVersion } from '#lib/domain/user-mapping-version.ts'
import type { TenantTransaction } from './with-tenant.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/** Who paused a connector last, and when; the audit log knows. Null when nobody ever did. */
export async function findLastPause(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
): Promise<{ by: string; at: Date } | null> {
  const event = await transaction.auditEvent.findFirst({
    where: {
      tenantId,
      action: 'connector.pause',
      targetType: 'connector',
      targetId: connectorId,
      outcome: 'done',
      // Pausing a paused connector is done, and is no pause.
      detail: { path: ['isChanged'], equals: true },
    },
    orderBy: { at: 'desc' },
    select: { actorName: true, at: true },
  })
  return event && { by: event.actorName, at: event.at }
}

/** The newest versions of the custom mapping, the one in force first, with who confirmed each. */
export function listMappingVersions(
  transaction: TenantTransaction,
  { tenantId, connectorId, limit }: ConnectorKey & { limit: number },
): Promise<(UserMappingVersion & { fileSha256: Uint8Array | null })[]> {
  return transaction.userMappingVersion.findMany({
    where: { tenantId, connectorId },
    orderBy: { number: 'desc' },
    take: limit,
    select: {
      number: true,
      fileName: true,
      rowCount: true,
      createdBy: true,
      createdAt: true,
      origin: true,
      added: true,
      changed: true,
      removed: true,
      rolledBackTo: true,
      fileSha256: true,
    },
  })
}

/** What waits in quarantine, over all runs, by reason; what waits most first. */
export async function countQuarantineReasons(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
): Promise<{ reason: string; count: number }[]> {
  // The index item_quarantined alone answers it.
  return transaction.$queryRaw<{ reason: string; count: number }[]>`
    select coalesce(reason, 'other') as reason, count(*)::int as count from item
    where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid and state = 'quarantined'
      and repeat_of_id is null
    group by 1
    order by 2 desc, 1`
}
