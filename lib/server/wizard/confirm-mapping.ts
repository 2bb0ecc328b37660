import { saveMappingChoice } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { mappingInput } from '#lib/domain/wizard-inputs.ts'
import type { CallDefinition } from '../guard-call.ts'
import { storeCustomMapping } from '../store-custom-mapping.ts'
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

      return withTenant(database, caller.tenantId, async (transaction) => {
        const opened = await openDraft(transaction, key, 'mapping')
        if (!opened.ok) return opened
        const confirmedAt = clock.now()
        const change = { id: newId(), custom: input.custom, caller, now: confirmedAt }
        const stored = await storeCustomMapping(transaction, key, change)
        if (!stored.ok) return stored
        const { automaticMapping, precedence } = input
        const { rowCount, leftOutCount, defaultCountry } = stored
        const choice = { automaticMapping, precedence, defaultCountry, confirmedAt }
        await saveMappingChoice(transaction, key, choice)
        return {
          ok: true as const,
          value: { rowCount },
          auditDetail: { automaticMapping, precedence, rowCount, leftOutCount },
        }
      })
    },
  }
}
