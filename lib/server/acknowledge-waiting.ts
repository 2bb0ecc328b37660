import { findConnector } from '#lib/db/connectors.ts'
import { addAcknowledgements } from '#lib/db/quarantine/acknowledgements.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { acknowledgeInput } from '#lib/domain/connector-inputs.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** Writes a note beside what waits: somebody knows of it. It stays in quarantine. */
export function acknowledgeWaitingCall(
  ports: () => Pick<WebPorts, 'database' | 'clock'>,
): CallDefinition<typeof acknowledgeInput, { count: number }> {
  return {
    name: 'quarantine.acknowledge',
    permission: 'manage',
    input: acknowledgeInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const subjects = [...new Set(input.subjects)]
      const isThere = await withTenant(database, caller.tenantId, async (transaction) => {
        if (!(await findConnector(transaction, key))) return false
        const written = { note: input.note, byId: caller.id, by: caller.name, at: clock.now() }
        await addAcknowledgements(transaction, key, subjects, written)
        return true
      })
      if (!isThere) return refuse('connector-gone')
      const count = subjects.length
      return { ok: true, value: { count }, auditDetail: { count, note: input.note } }
    },
  }
}
