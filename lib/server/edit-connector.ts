import type { z } from 'zod'
import { type ConnectorRow, lockConnector } from '#lib/db/connectors.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { CallDefinition, Caller, Handled } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/** What every change of a connector has in common: it is finished, it is there, and its row is locked meanwhile. */
export function editConnectorCall<Schema extends z.ZodType<{ connectorId: string }>, T>(
  ports: () => WebPorts,
  definition: {
    name: string
    input: Schema
    edit: (
      transaction: TenantTransaction,
      change: { key: ConnectorKey; connector: ConnectorRow; caller: Caller; input: z.output<Schema> },
    ) => Promise<Handled<T>>
  },
): CallDefinition<Schema, T> {
  return {
    name: definition.name,
    permission: 'manage',
    input: definition.input,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    handle({ caller, input }) {
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      return withTenant(ports().database, caller.tenantId, async (transaction) => {
        const connector = await lockConnector(transaction, key)
        if (!connector || connector.state === 'draft') return refuse('connector-gone')
        return definition.edit(transaction, { key, connector, caller, input })
      })
    },
  }
}
