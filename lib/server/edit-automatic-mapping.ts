import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { editAutomaticMappingInput } from '#lib/domain/connector-inputs.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** Turns the mapping by e-mail address on or off. Asked for twice at once it is what both wanted: there is no third. */
export function editAutomaticMappingCall(
  ports: () => WebPorts,
): CallDefinition<typeof editAutomaticMappingInput, null> {
  return editConnectorCall(ports, {
    name: 'connector.edit-automatic-mapping',
    input: editAutomaticMappingInput,
    async edit(transaction, { key, connector, input }) {
      const { automaticMapping } = input
      const mappingConfirmedAt = ports().clock.now()
      await saveConnectorSettings(transaction, key, { automaticMapping, mappingConfirmedAt })
      const auditDetail = { was: connector.automaticMapping, is: automaticMapping }
      return { ok: true as const, value: null, auditDetail }
    },
  })
}
