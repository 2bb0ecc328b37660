import 'server-only'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { findConnector } from '#lib/db/connectors.ts'
import { listRunItems } from '#lib/db/run-items/list-run-items.ts'
import { findRun } from '#lib/db/runs-for-web.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { readPlace, runItemQuery, writePlace } from '#lib/domain/run-item-query.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

const PAGE_SIZE = 50

/** All that a run read and took; `readPage`: the page of it that the address asks for. */
export async function readRunItems(address: { connectorId: string; runId: string }, params: unknown) {
  const { tenantId } = await requireViewer('read')
  const { database } = webComposition()
  if (!z.guid().safeParse(address.connectorId).success || !z.guid().safeParse(address.runId).success)
    notFound()
  const { connectorId, runId } = address
  const { after, before, ...filter } = runItemQuery.parse(params)
  const found = await withTenant(database, tenantId, async (transaction) => ({
    connector: await findConnector(transaction, { tenantId, connectorId }),
    run: await findRun(transaction, { tenantId, connectorId, runId }),
  }))
  const { connector, run } = found
  if (!connector || !run) notFound()
  const isBack = before !== undefined && after === undefined
  const from = readPlace(isBack ? before : after)
  const readPage = async () => {
    const page = await withTenant(database, tenantId, (transaction) =>
      listRunItems(
        transaction,
        { tenantId, connectorId, runId, itemsAvailable: run.counts.itemsAvailable },
        // One more than is shown tells whether there is more.
        { filter, from, direction: isBack ? 'back' : 'forward', limit: PAGE_SIZE + 1 },
      ),
    )
    const isMore = page.rows.length > PAGE_SIZE
    const rows = isBack ? page.rows.slice(-PAGE_SIZE) : page.rows.slice(0, PAGE_SIZE)
    const first = rows[0]?.place
    const last = rows.at(-1)?.place
    // Where a search stopped, the list goes on behind what it looked through.
    const onward = isMore ? last : page.isStopped ? page.next : null
    return {
      rows,
      previous: first && (isBack ? isMore || page.isStopped : from !== null) ? writePlace(first) : null,
      next: isBack ? last && writePlace(last) : onward && writePlace(onward),
      entries: page.entries,
      before: page.before,
      isStopped: page.isStopped && !isBack,
    }
  }
  return { connector, run, query: filter, isFirst: from === null, readPage }
}
