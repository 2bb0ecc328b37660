import 'server-only'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { findConnector } from '#lib/db/connectors.ts'
import { findLaterRuns } from '#lib/db/later-runs.ts'
import { findRunCheck } from '#lib/db/run-check.ts'
import { readRunHolds } from '#lib/db/run-holds.ts'
import { listRunMailboxes } from '#lib/db/run-mailboxes.ts'
import { readRunPace } from '#lib/db/run-pace.ts'
import { listRunPackages } from '#lib/db/run-packages.ts'
import { findRun, listPackageRefusals, listRuns } from '#lib/db/runs-for-web.ts'
import { countNotImported, listNotImported } from '#lib/db/runs-for-web-not-imported.ts'
import { countWaitingOfRun } from '#lib/db/waiting-of-run.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { runStatus } from '#lib/domain/connector-status.ts'
import { may } from '#lib/domain/roles.ts'
import { deliveriesBook, itemsBook } from '#lib/domain/run-books.ts'
import { averageRate, LEAST_RATES, minutesLeft, rateNow, ratesOf } from '#lib/domain/run-pace.ts'
import { runPhases } from '#lib/domain/run-phases.ts'
import { isFinal } from '#lib/domain/run-state.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

const NOT_IMPORTED_PAGE_SIZE = 50
const MOST_REFUSALS_SHOWN = 200
const MOST_PACKAGES_SHOWN = 100
/** As many as packages have room beside them; the item list names the others. */
const MAILBOXES_SHOWN = 7
const OTHER_RUNS_SHOWN = 10
const MOST_DOUBLES_SHOWN = 50

/** What of an address chooses among what was not imported. Anything odd in it is as good as nothing. */
const notImportedQuery = z.object({
  /** `outcome.reason` */
  cause: z
    .string()
    .max(200)
    .regex(/^[a-z-]+\./)
    .optional()
    .catch(undefined),
  search: z.string().trim().max(200).optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
})

/** The report of a run; `readFacts`: what it took, and what became of it piece by piece. */
export async function readRun(address: { connectorId: string; runId: string }, query: unknown) {
  const { tenantId, roles } = await requireViewer('read')
  const { database } = webComposition()
  if (!z.guid().safeParse(address.connectorId).success || !z.guid().safeParse(address.runId).success)
    notFound()
  const { connectorId, runId } = address
  const { cause, search, after } = notImportedQuery.parse(query)
  const [outcome, ...reason] = cause?.split('.') ?? []
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
    }
  })
  if (!found) notFound()
  const { counts, state, trigger } = found.run
  const isDelivering = state === 'delivering'
  // A re-drive has read nothing: what it left waits as an item of the run that did. Nothing of a failed run is taken.
  const hasLeft = trigger !== 'redrive' && state !== 'failed' && isFinal(state)
  const readWaiting = () =>
    withTenant(database, tenantId, (transaction) =>
      countWaitingOfRun(transaction, { tenantId, connectorId, runId }),
    )
  const readRest = () =>
    withTenant(database, tenantId, async (transaction) => {
      const found = await listNotImported(transaction, {
        tenantId,
        runId,
        outcome,
        reason: outcome && reason.join('.'),
        search: search || undefined,
        after,
        // One more than is shown tells whether there is more.
        limit: NOT_IMPORTED_PAGE_SIZE + 1,
      })
      const rows = found.slice(0, NOT_IMPORTED_PAGE_SIZE)
      const otherRuns = await listRuns(transaction, { tenantId, connectorId, limit: OTHER_RUNS_SHOWN })
      return {
        pace: await readPace(transaction, { tenantId, runId, isDelivering, pending: counts.pending }),
        // Of a run that has ended nothing is counted any more: it may have a million deliveries.
        mailboxes: isDelivering ? await readMailboxes(transaction, { tenantId, runId }) : null,
        packages: await listRunPackages(transaction, { tenantId, runId, limit: MOST_PACKAGES_SHOWN }),
        refusals: await listPackageRefusals(transaction, {
          tenantId,
          connectorId,
          runId,
          limit: MOST_REFUSALS_SHOWN,
        }),
        causes: await countNotImported(transaction, { tenantId, runId }),
        rows,
        next: found.length > rows.length ? (rows.at(-1)?.cursor ?? null) : null,
        check: await findRunCheck(transaction, { tenantId, runId, limit: MOST_DOUBLES_SHOWN }),
        laterRuns: await findLaterRuns(transaction, { tenantId, connectorId, runId }),
        otherRuns: otherRuns.filter((other) => other.id !== runId),
      }
    })
  // Beside each other: what waits is looked up item by item, 25 ms of a run with 5,000 failed deliveries.
  const readFacts = async () => {
    const [rest, waiting] = await Promise.all([readRest(), hasLeft ? readWaiting() : null])
    return { ...rest, waiting }
  }
  return {
    ...found,
    averageRate: averageRate(
      counts.deliveriesAvailable - counts.pending - counts.failed,
      found.run.resolvedAt,
      found.run.finishedAt,
    ),
    canManage: may(roles, 'manage'),
    status: runStatus({ state, ...counts }),
    phases: runPhases(found.run),
    items: itemsBook(counts),
    deliveries: deliveriesBook(counts),
    query: { cause, search, after },
    readFacts,
  }
}

type Key = { tenantId: string; runId: string }

/** Null: it was over before there was anything to draw. */
async function readPace(
  transaction: TenantTransaction,
  { isDelivering, pending, ...key }: Key & { isDelivering: boolean; pending: number },
) {
  const { points, recent } = await readRunPace(transaction, key)
  const rates = ratesOf(points)
  if (!isDelivering && rates.length < LEAST_RATES) return null
  const now = webComposition().clock.now()
  return {
    rates,
    rateNow: isDelivering ? rateNow(recent, now) : null,
    minutesLeft: isDelivering ? minutesLeft(recent, pending, now) : null,
    holds: await readRunHolds(transaction, key),
  }
}

async function readMailboxes(transaction: TenantTransaction, key: Key) {
  const now = webComposition().clock.now()
  const { rows, ...counts } = await listRunMailboxes(transaction, { ...key, limit: MAILBOXES_SHOWN, now })
  return {
    ...counts,
    rows: rows.map(({ heldUntil, ...row }) => ({
      ...row,
      waitsSeconds: heldUntil && Math.ceil((heldUntil.getTime() - now.getTime()) / 1_000),
    })),
  }
}
