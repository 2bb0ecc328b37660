import { findConnector } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { connectorInput } from '#lib/domain/wizard-inputs.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

export type SyncAnswer = { state: 'planned' | 'already-running'; runId: string }

/** Sync now: plans a run. The work is a worker's. */
export function syncConnectorCall(ports: () => WebPorts): CallDefinition<typeof connectorInput, SyncAnswer> {
  return {
    name: 'connector.sync',
    permission: 'manage',
    input: connectorInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, planRun } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const connector = await withTenant(database, caller.tenantId, (transaction) =>
        findConnector(transaction, key),
      )
      if (!connector) return refuse('connector-gone')
      if (connector.state !== 'active')
        return refuse('connector-not-active', { values: { name: connector.name } })
      const planned = await planRun({
        ...key,
        trigger: 'manual',
        requestedBy: { id: caller.id, name: caller.name },
      })
      // A manual run has no date that could be done: somebody has paused or deleted the connector meanwhile.
      if (planned.outcome === 'already-done')
        return refuse('connector-not-active', { values: { name: connector.name } })
      const value: SyncAnswer = { state: planned.outcome, runId: planned.runId }
      return { ok: true, value, auditDetail: value }
    },
  }
}
