import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { findMappingSummary } from '#lib/db/user-mappings.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { editCustomMappingInput } from '#lib/domain/connector-inputs.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import { readCustomMapping, storeCustomMapping } from './store-custom-mapping.ts'
import type { WebPorts } from './web-ports.ts'

/** Replaces the custom mapping, or takes it out of force: a new version either way. */
export function editCustomMappingCall(
  ports: () => WebPorts,
): CallDefinition<typeof editCustomMappingInput, { number: number; rowCount: number }> {
  return editConnectorCall(ports, {
    name: 'connector.edit-custom-mapping',
    input: editCustomMappingInput,
    async edit(transaction, { key, caller, input }) {
      const read = readCustomMapping(input.custom)
      if (!read.ok) return read
      const current = await findMappingSummary(transaction, key)
      const was = current?.number ?? 0
      if (was !== input.was) return refuse('changed-meanwhile')
      const { newId, clock } = ports()
      const change = { id: newId(), mapping: read.mapping, current, caller }
      const stored = await storeCustomMapping(transaction, key, change)
      if (stored.number !== was)
        await saveConnectorSettings(transaction, key, { mappingConfirmedAt: clock.now() })
      return {
        ok: true as const,
        value: stored,
        auditDetail: { was, ...stored, leftOutCount: read.mapping?.leftOutCount ?? 0 },
      }
    },
  })
}
