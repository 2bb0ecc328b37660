import { deleteConnector, lockConnector } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { deleteConnectorInput } from '#lib/domain/connector-inputs.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** Delete: the connector ends and its password is forgotten. Ledger, staged packages and audit log stay. */
export function deleteConnectorCall(
  ports: () => WebPorts,
): CallDefinition<typeof deleteConnectorInput, null> {
  return {
    name: 'connector.delete',
    permission: 'manage',
    input: deleteConnectorInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      return withTenant(ports().database, caller.tenantId, async (transaction) => {
        const connector = await lockConnector(transaction, key)
        if (!connector || connector.state === 'draft') return refuse('connector-gone')
        if (input.typedName !== connector.name)
          return refuse('invalid-input', { fields: { typedName: ['nameDiffers'] } })
        await deleteConnector(transaction, key)
        return { ok: true as const, value: null, auditDetail: { name: connector.name, was: connector.state } }
      })
    },
  }
}
