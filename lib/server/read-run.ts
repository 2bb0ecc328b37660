import 'server-only'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { findConnector } from '#lib/db/connectors.ts'
import { findRun, listPackageRefusals, listRuns } from '#lib/db/runs-for-web.ts'
import { listNotImported } from '#lib/db/runs-for-web-not-imported.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { runStatus } from '#lib/domain/connector-status.ts'
import { deliveriesBook, itemsBook } from '#lib/domain/run-books.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

export type RunReport = Awaited<ReturnType<typeof readRun>>

export const NOT_IMPORTED_PAGE_SIZE = 100
const MOST_REFUSALS_SHOWN = 200
const OTHER_RUNS_SHOWN = 10

/** The report of a run. `page` counts from 1. */
export async function readRun(address: { connectorId: string; runId: string }, page: number) {
  const { tenantId } = await requireViewer('read')
  const { database } = webComposition()
  if (!z.guid().safeParse(address.connectorId).success || !z.guid().safeParse(address.runId).success)
    notFound()
  const { connectorId, runId } = address
  const found = await withTenant(database, tenantId, async (transaction) => {
    const connector = await findConnector(transaction, { tenantId, connectorId })
    const run = await findRun(transaction, { tenantId, connectorId, runId })
    if (!connector || !run) return null
    return {
      connector: {
        id: connector.id,
        name: connector.name,
        timeZone: connector.timeZone,
        isPaused: connector.state === 'paused',
      },
      run,
      refusals: await listPackageRefusals(transaction, {
        tenantId,
        connectorId,
        runId,
        limit: MOST_REFUSALS_SHOWN,
      }),
      notImported: await listNotImported(transaction, {
        tenantId,
        runId,
        page,
        pageSize: NOT_IMPORTED_PAGE_SIZE,
      }),
      otherRuns: (await listRuns(transaction, { tenantId, connectorId, limit: OTHER_RUNS_SHOWN })).filter(
        (other) => other.id !== run.id,
      ),
    }
  })
  if (!found) notFound()
  const { counts, state } = found.run
  return {
    ...found,
    status: runStatus({ state, ...counts }),
    items: itemsBook(counts),
    deliveries: deliveriesBook(counts),
    page,
    pageCount: Math.max(1, Math.ceil(found.notImported.total / NOT_IMPORTED_PAGE_SIZE)),
  }
}
