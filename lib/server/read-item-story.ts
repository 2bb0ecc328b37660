import 'server-only'
import { notFound } from 'next/navigation'
import { findConnector } from '#lib/db/connectors.ts'
import { findItemStory } from '#lib/db/run-items/find-item-story.ts'
import { listRunItems, type RunItemPlace } from '#lib/db/run-items/list-run-items.ts'
import { findRun } from '#lib/db/runs-for-web.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import { itemKey } from '#lib/domain/item-inputs.ts'
import { may } from '#lib/domain/roles.ts'
import { runItemQuery } from '#lib/domain/run-item-query.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

/** Before the first and behind the last row of an item in the list of its run. */
const BEFORE_ALL = -1n
const BEHIND_ALL = 2n ** 62n

/** One item of a run; `readNeighbours`: those before and behind it in the list that the address asks for. */
export async function readItemStory(
  address: { connectorId: string; runId: string; itemId: string },
  params: unknown,
) {
  const { tenantId, roles } = await requireViewer('read')
  const { database } = webComposition()
  const key = itemKey.safeParse(address)
  if (!key.success) notFound()
  const { connectorId, runId, itemId } = key.data
  const { after: _, before: __, ...filter } = runItemQuery.parse(params)
  const found = await withTenant(database, tenantId, async (transaction) => ({
    connector: await findConnector(transaction, { tenantId, connectorId }),
    run: await findRun(transaction, { tenantId, connectorId, runId }),
    story: await findItemStory(transaction, { tenantId, connectorId, runId, itemId: BigInt(itemId) }),
  }))
  const { connector, run, story } = found
  if (!connector || !run || !story) notFound()
  const neighbour = (direction: 'forward' | 'back', mailboxId: bigint) =>
    withTenant(database, tenantId, async (transaction) => {
      const from: RunItemPlace = { ...story.place, mailboxId }
      const { itemsAvailable } = run.counts
      const wanted = { tenantId, connectorId, runId, itemsAvailable }
      const { rows } = await listRunItems(transaction, wanted, { filter, from, direction, limit: 1 })
      return rows[0]?.itemId ?? null
    })
  return {
    connector,
    run,
    story,
    query: filter,
    messageClass: getConnectorType(connector.typeId).messageClass,
    mayReadOriginal: may(roles, 'manage'),
    readNeighbours: async () => ({
      previous: await neighbour('back', BEFORE_ALL),
      next: await neighbour('forward', BEHIND_ALL),
    }),
  }
}
