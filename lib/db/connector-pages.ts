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

/** The custom mapping in force, with who confirmed it. Null when the connector never had one. */
export function findMappingInForce(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
): Promise<{
  number: number
  fileName: string | null
  rowCount: number
  createdBy: string
  createdAt: Date
} | null> {
  return transaction.userMappingVersion.findFirst({
    where: { tenantId, connectorId },
    orderBy: { number: 'desc' },
    select: { number: true, fileName: true, rowCount: true, createdBy: true, createdAt: true },
  })
}
