import type { OverLimitPolicy } from '#lib/domain/drop-oversized-attachments.ts'
import type { TenantTransaction } from './with-tenant.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/** Changes what a finished connector is set to. The caller holds its row locked. */
export async function saveConnectorSettings(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
  settings:
    | { name: string }
    | { scheduleTime: string; timeZone: string }
    | { automaticMapping: boolean; mappingPrecedence: string; mappingConfirmedAt: Date }
    | { mappingConfirmedAt: Date }
    | {
        itemLimitBytes: number
        overLimit: OverLimitPolicy
        keepSiblingCopies: boolean
        attachOriginal: boolean
      },
): Promise<void> {
  await transaction.connector.updateMany({
    where: { id: connectorId, tenantId, state: { in: ['active', 'paused'] } },
    data: settings,
  })
}
