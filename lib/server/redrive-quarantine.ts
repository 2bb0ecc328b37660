import { findConnector } from '#lib/db/connectors.ts'
import { findWaitingIds } from '#lib/db/quarantine/find-waiting-ids.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { type RedriveInput, redriveInput } from '#lib/domain/connector-inputs.ts'
import type { RedriveScope } from '#lib/sync/ledger/run-ledger.ts'
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
        scope: await readScope(database, key, scope),
      })
      if (planned.outcome === 'already-running') return refuse('run-under-way')
      if (planned.outcome === 'nothing-waits') return refuse('nothing-waits')
      const { runId, itemCount } = planned
      return {
        ok: true,
        value: { runId, itemCount },
        auditDetail: { runId, itemCount, scope: toldScope(scope) },
      }
    },
  }
}

/** What the Quarantine tab shows as groups are items to the ledger, as they are now. */
async function readScope(
  database: WebPorts['database'],
  key: { tenantId: string; connectorId: string },
  scope: RedriveInput['scope'],
): Promise<RedriveScope> {
  if (scope.kind !== 'deliverable' && scope.kind !== 'chosen') return scope
  const isChosen = scope.kind === 'chosen'
  const found =
    isChosen && scope.groups.length === 0
      ? []
      : await withTenant(database, key.tenantId, (transaction) =>
          findWaitingIds(transaction, key, isChosen ? { groups: scope.groups } : 'deliverable'),
        )
  return { kind: 'items', itemIds: [...found, ...(isChosen ? scope.items.map(BigInt) : [])] }
}

/** The keys of groups say nothing to whoever reads the audit log; which items a run took is in the ledger. */
function toldScope(scope: RedriveInput['scope']) {
  if (scope.kind !== 'chosen') return scope
  return { kind: scope.kind, groups: scope.groups.length, items: scope.items.length }
}
