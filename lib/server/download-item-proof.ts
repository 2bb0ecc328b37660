import { findItemStory } from '#lib/db/run-items/find-item-story.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { itemKey } from '#lib/domain/item-inputs.ts'
import type { ReportFile } from './download-run-report.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** What the ledger knows of an item, as a file that can be laid before somebody. What people wrote is not in it. */
export function downloadItemProofCall(
  ports: () => Pick<WebPorts, 'database' | 'clock'>,
): CallDefinition<typeof itemKey, ReportFile> {
  return {
    name: 'item.download-proof',
    permission: 'read',
    input: itemKey,
    target: (input) => ({ type: 'item', id: input.itemId }),
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const { tenantId } = caller
      const { connectorId, runId, itemId } = input
      const story = await withTenant(database, tenantId, (transaction) =>
        findItemStory(transaction, { tenantId, connectorId, runId, itemId: BigInt(itemId) }),
      )
      if (!story) return refuse('item-gone')
      // The place says where it stands in a list of this app.
      const { place: _, ...evidence } = story
      const proof = { tenantId, connectorId, writtenAt: clock.now(), writtenFor: caller.name, ...evidence }
      const value = {
        fileName: `item-${itemId}.json`,
        contentType: 'application/json; charset=utf-8',
        text: whole(`${JSON.stringify(proof, null, 2)}\n`),
      }
      return { ok: true, value, auditDetail: { connectorId, runId } }
    },
  }
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text
}
