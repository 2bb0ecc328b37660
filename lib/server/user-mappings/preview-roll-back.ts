import { findConnector } from '#lib/db/connectors.ts'
import { findMappingSummary, rollBackTarget } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { compareMapping, type MappingDiff } from '#lib/db/write-mapping-version.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { mappingVersionInput } from '#lib/domain/user-mapping-inputs.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'

/** What rolling back to a version would change. */
export function previewRollBackCall(
  ports: () => Pick<WebPorts, 'database'>,
): CallDefinition<typeof mappingVersionInput, MappingDiff> {
  return {
    name: 'connector.preview-roll-back',
    permission: 'manage',
    changesNothing: true,
    input: mappingVersionInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    handle({ caller, input }) {
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      return withTenant(ports().database, caller.tenantId, async (transaction) => {
        if (!(await findConnector(transaction, key))) return refuse('connector-gone')
        const newest = (await findMappingSummary(transaction, key))?.number ?? 0
        if (input.number >= newest) return refuse('changed-meanwhile')
        const value = await compareMapping(transaction, key, rollBackTarget(key, input.number))
        return { ok: true as const, value }
      })
    },
  }
}
