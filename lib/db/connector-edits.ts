import type { OverLimitPolicy } from '#lib/domain/drop-oversized-attachments.ts'
import type { MappingPrecedence } from '#lib/domain/mapping-candidates.ts'
import type { TenantTransaction } from './with-tenant.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/** Changes what a finished connector is set to. The caller holds its row locked. */
export async function saveConnectorSettings(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
  settings:
    | { name: string }
    | { scheduleTime: string; timeZone: string }
    | { automaticMapping: boolean; mappingConfirmedAt: Date }
    | { mappingPrecedence: MappingPrecedence; mappingConfirmedAt: Date }
    | { mappingConfirmedAt: Date; defaultCountry?: string }
    | { designatedObjectId: string | null; designatedAddress: string | null; designatedName: string | null }
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
