import { findConnector } from '#lib/db/connectors.ts'
import { listMappingRows } from '#lib/db/mapping-rows.ts'
import { findMappingSummary } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { listMappingRowsInput } from '#lib/domain/user-mapping-inputs.ts'
import type { UserMappingRow } from '#lib/domain/user-mapping-version.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'

export type MappingRowsPage = { rows: UserMappingRow[]; total: number; version: number }

/** A page of the mapping in force. */
export function listMappingRowsCall(
  ports: () => Pick<WebPorts, 'database'>,
): CallDefinition<typeof listMappingRowsInput, MappingRowsPage> {
  return {
    name: 'connector.list-mapping-rows',
    permission: 'read',
    changesNothing: true,
    input: listMappingRowsInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    handle({ caller, input }) {
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      return withTenant(ports().database, caller.tenantId, async (transaction) => {
        if (!(await findConnector(transaction, key))) return refuse('connector-gone')
        const version = (await findMappingSummary(transaction, key))?.number ?? 0
        const page = await listMappingRows(transaction, key, input)
        return { ok: true as const, value: { ...page, version } }
      })
    },
  }
}
