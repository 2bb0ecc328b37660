import { lockConnector, removeDraft } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { connectorInput } from '#lib/domain/wizard-inputs.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'

/** Discard: the draft and what was typed for it are gone; the audit log keeps that it was there. */
export function discardDraftCall(ports: () => WebPorts): CallDefinition<typeof connectorInput, null> {
  return {
    name: 'connector.discard-draft',
    permission: 'manage',
    input: connectorInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      return withTenant(ports().database, caller.tenantId, async (transaction) => {
        const draft = await lockConnector(transaction, key)
        if (!draft) return refuse('connector-gone')
        if (!(await removeDraft(transaction, key))) return refuse('step-not-open')
        return {
          ok: true as const,
          value: null,
          auditDetail: { typeId: draft.typeId, begunBy: draft.createdBy },
        }
      })
    },
  }
}
