import { deleteConnector } from '#lib/db/connectors.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { deleteConnectorInput } from '#lib/domain/connector-inputs.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** Delete: the connector ends and its password is forgotten. Ledger, staged packages and audit log stay. */
export function deleteConnectorCall(
  ports: () => WebPorts,
): CallDefinition<typeof deleteConnectorInput, null> {
  return editConnectorCall(ports, {
    name: 'connector.delete',
    input: deleteConnectorInput,
    async edit(transaction, { key, connector, input }) {
      if (input.typedName !== connector.name)
        return refuse('invalid-input', { fields: { typedName: ['nameDiffers'] } })
      await deleteConnector(transaction, key)
      return { ok: true as const, value: null, auditDetail: { name: connector.name, was: connector.state } }
    },
  })
}
