import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { editMappingPrecedenceInput } from '#lib/domain/connector-inputs.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** Which rule finds a person's mailbox when both could. */
export function editMappingPrecedenceCall(
  ports: () => WebPorts,
): CallDefinition<typeof editMappingPrecedenceInput, null> {
  return editConnectorCall(ports, {
    name: 'connector.edit-mapping-precedence',
    input: editMappingPrecedenceInput,
    async edit(transaction, { key, connector, input }) {
      const { precedence, was } = input
      if (connector.mappingPrecedence !== was && connector.mappingPrecedence !== precedence)
        return refuse('changed-meanwhile')
      await saveConnectorSettings(transaction, key, {
        mappingPrecedence: precedence,
        mappingConfirmedAt: ports().clock.now(),
      })
      return {
        ok: true as const,
        value: null,
        auditDetail: { was: connector.mappingPrecedence, is: precedence },
      }
    },
  })
}
