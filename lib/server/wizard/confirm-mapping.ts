import { saveMappingChoice } from '#lib/db/connectors.ts'
import { findMappingSummary } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { mappingInput } from '#lib/domain/wizard-inputs.ts'
import type { CallDefinition } from '../guard-call.ts'
import { readCustomMapping, storeCustomMapping } from '../store-custom-mapping.ts'
import type { WebPorts } from '../web-ports.ts'
import { openDraft } from './open-draft.ts'

/** Confirms how people are mapped. */
export function confirmMappingCall(
  ports: () => WebPorts,
): CallDefinition<typeof mappingInput, { rowCount: number }> {
  return {
    name: 'connector.confirm-mapping',
    permission: 'manage',
    input: mappingInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock, newId } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const read = readCustomMapping(input.custom)
      if (!read.ok) return read

      return withTenant(database, caller.tenantId, async (transaction) => {
        const opened = await openDraft(transaction, key, 'mapping')
        if (!opened.ok) return opened
        const current = await findMappingSummary(transaction, key)
        const change = { id: newId(), mapping: read.mapping, current, caller }
        const { rowCount } = await storeCustomMapping(transaction, key, change)
        const { automaticMapping } = input
        await saveMappingChoice(transaction, key, { automaticMapping, confirmedAt: clock.now() })
        return {
          ok: true as const,
          value: { rowCount },
          auditDetail: { automaticMapping, rowCount, leftOutCount: read.mapping?.leftOutCount ?? 0 },
        }
      })
    },
  }
}
