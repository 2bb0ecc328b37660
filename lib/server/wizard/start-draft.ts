import { addDraft } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import { startDraftInput } from '#lib/domain/wizard-inputs.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'

/** Add connector: a draft is a connector that the wizard has not finished. */
export function startDraftCall(
  ports: () => WebPorts,
): CallDefinition<typeof startDraftInput, { connectorId: string }> {
  return {
    name: 'connector.start-draft',
    permission: 'manage',
    input: startDraftInput,
    async handle({ caller, input }) {
      const { database, newId } = ports()
      const connectorId = newId()
      await withTenant(database, caller.tenantId, (transaction) =>
        addDraft(transaction, {
          id: connectorId,
          tenantId: caller.tenantId,
          typeId: input.typeId,
          name: getConnectorType(input.typeId).name,
          createdBy: { id: caller.id, name: caller.name },
        }),
      )
      return { ok: true, value: { connectorId }, auditDetail: { connectorId, typeId: input.typeId } }
    },
  }
}
