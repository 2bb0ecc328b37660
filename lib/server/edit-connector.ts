import type { z } from 'zod'
import { type ConnectorRow, lockConnector } from '#lib/db/connectors.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { isStepOpen, type WizardStep } from '#lib/domain/wizard-steps.ts'
import type { CallDefinition, Caller, Handled } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/** What every change of a connector has in common: it is there, its row is locked meanwhile, and as a rule it is finished. */
export function editConnectorCall<Schema extends z.ZodType<{ connectorId: string }>, T, Known = undefined>(
  ports: () => WebPorts,
  definition: {
    name: string
    input: Schema
    /** A draft is changed so too, while it has come to this step of the wizard. Without it: no draft. */
    draftStep?: WizardStep
    /** What is asked of others first, so that nobody waits for them with the row locked. */
    ask?: (input: z.output<Schema>) => Promise<Known>
    edit: (
      transaction: TenantTransaction,
      change: {
        key: ConnectorKey
        connector: ConnectorRow
        caller: Caller
        input: z.output<Schema>
        known: Known | undefined
      },
    ) => Promise<Handled<T>>
  },
): CallDefinition<Schema, T> {
  return {
    name: definition.name,
    permission: 'manage',
    input: definition.input,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const known = await definition.ask?.(input)
      return withTenant(ports().database, caller.tenantId, async (transaction) => {
        const connector = await lockConnector(transaction, key)
        if (!connector) return refuse('connector-gone')
        if (connector.state === 'draft') {
          if (!definition.draftStep) return refuse('connector-gone')
          if (!isStepOpen(definition.draftStep, connector)) return refuse('step-not-open')
        }
        return definition.edit(transaction, { key, connector, caller, input, known })
      })
    },
  }
}
