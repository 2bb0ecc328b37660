import { findConnector } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { redriveInput } from '#lib/domain/connector-inputs.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** Deliver what can be delivered: plans a run over what waits in quarantine. The work is a worker's. */
export function redriveQuarantineCall(
  ports: () => WebPorts,
): CallDefinition<typeof redriveInput, { runId: string; itemCount: number }> {
  return {
    name: 'connector.redrive',
    permission: 'manage',
    input: redriveInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, planRedrive } = ports()
      const { connectorId, scope } = input
      const key = { tenantId: caller.tenantId, connectorId }
      const connector = await withTenant(database, caller.tenantId, (transaction) =>
        findConnector(transaction, key),
      )
      if (!connector || connector.state === 'draft') return refuse('connector-gone')
      if (connector.state !== 'active')
        return refuse('connector-not-active', { values: { name: connector.name } })
      const planned = await planRedrive({
        ...key,
        requestedBy: { id: caller.id, name: caller.name },
        scope,
      })
      if (planned.outcome === 'already-running') return refuse('run-under-way')
      if (planned.outcome === 'nothing-waits') return refuse('nothing-waits')
      const { runId, itemCount } = planned
      return { ok: true, value: { runId, itemCount }, auditDetail: { runId, itemCount, scope } }
    },
  }
}
