import { z } from 'zod'
import { listConnectors } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { CallDefinition } from './guard-call.ts'
import type { SyncAnswer } from './sync-connector.ts'
import type { WebPorts } from './web-ports.ts'

export const syncByApiInput = z.object({
  /** Without it: every active connector. */
  connectorIds: z.array(z.guid()).max(200).optional(),
})

export type SyncByApiAnswer = { runs: ({ connectorId: string } & SyncAnswer)[] }

/** POST /api/sync: plans a run of each connector, the way Sync now does. */
export function syncByApiCall(ports: () => WebPorts): CallDefinition<typeof syncByApiInput, SyncByApiAnswer> {
  return {
    name: 'connector.sync-by-api',
    permission: 'manage',
    input: syncByApiInput,
    async handle({ caller, input }) {
      const { database, planRun } = ports()
      const { tenantId } = caller
      const active = await withTenant(database, tenantId, (transaction) =>
        listConnectors(transaction, { tenantId, states: ['active'] }),
      )
      const activeIds = new Set(active.map((connector) => connector.id))
      const wanted = [...new Set(input.connectorIds?.map((id) => id.toLowerCase()) ?? activeIds)]
      const unknown = wanted.filter((id) => !activeIds.has(id))
      // All or nothing: a scheduler that got 202 must not have to look for what is missing in it.
      if (unknown.length > 0)
        return refuse('connector-gone', { values: { connectorIds: unknown.join(', ') } })
      const runs: SyncByApiAnswer['runs'] = []
      for (const connectorId of wanted) {
        const planned = await planRun({
          tenantId,
          connectorId,
          trigger: 'api',
          requestedBy: { id: caller.id, name: caller.name },
        })
        if (planned.outcome === 'already-done')
          throw new Error('A run by the API has no date that could be done.')
        runs.push({ connectorId, runId: planned.runId, state: planned.outcome })
      }
      return { ok: true, value: { runs }, auditDetail: { runs } }
    },
  }
}
