import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { findMappingSummary } from '#lib/db/user-mappings.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { editCustomMappingInput } from '#lib/domain/connector-inputs.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import { storeCustomMapping } from './store-custom-mapping.ts'
import type { WebPorts } from './web-ports.ts'

/** Replaces the custom mapping, or takes it out of force: a new version either way. */
export function editCustomMappingCall(
  ports: () => WebPorts,
): CallDefinition<typeof editCustomMappingInput, { number: number; rowCount: number }> {
  return editConnectorCall(ports, {
    name: 'connector.edit-custom-mapping',
    input: editCustomMappingInput,
    async edit(transaction, { key, caller, input }) {
      const { newId, clock } = ports()
      const now = clock.now()
      const before = await findMappingSummary(transaction, key)
      const was = before?.number ?? 0
      if (was !== input.was) return refuse('changed-meanwhile')
      const change = { id: newId(), custom: input.custom, caller, now }
      const stored = await storeCustomMapping(transaction, key, change)
      if (!stored.ok) return stored
      const { number, rowCount, leftOutCount, defaultCountry } = stored
      if (number !== was) {
        await saveConnectorSettings(transaction, key, {
          mappingConfirmedAt: now,
          ...(defaultCountry && { defaultCountry }),
        })
      }
      const value = { number, rowCount }
      return { ok: true as const, value, auditDetail: { was, ...value, leftOutCount } }
    },
  })
}
