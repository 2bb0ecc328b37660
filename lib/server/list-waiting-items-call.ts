import { listWaitingItems } from '#lib/db/quarantine/list-waiting-items.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { waitingItemsInput } from '#lib/domain/connector-inputs.ts'
import type { WaitingItem } from '#lib/domain/waiting.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

const ITEMS_A_READ = 20

/** The items of a group that somebody has opened, a piece at a time. */
export function listWaitingItemsCall(
  ports: () => Pick<WebPorts, 'database'>,
): CallDefinition<typeof waitingItemsInput, { items: WaitingItem[]; next: string | null }> {
  return {
    name: 'quarantine.list-items',
    permission: 'read',
    changesNothing: true,
    input: waitingItemsInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { tenantId } = caller
      const { connectorId, group, after } = input
      const found = await withTenant(ports().database, tenantId, (transaction) =>
        listWaitingItems(
          transaction,
          { tenantId, connectorId },
          // One more than is shown tells whether there is more.
          { group, after: after === null ? null : BigInt(after), limit: ITEMS_A_READ + 1 },
        ),
      )
      const items = found.slice(0, ITEMS_A_READ)
      const next = found.length > items.length ? (items.at(-1)?.id ?? null) : null
      return { ok: true, value: { items, next } }
    },
  }
}
