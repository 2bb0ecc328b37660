import 'server-only'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import {
  countQuarantineReasons,
  findLastPause,
  findNewestMessageAt,
  listMappingVersions,
} from '#lib/db/connector-pages.ts'
import { hasSiteCredential } from '#lib/db/connector-secrets.ts'
import { type ConnectorRow, findConnector } from '#lib/db/connectors.ts'
import { findNewestRuns, listRunPage, type RunForWeb, sumQuarantined } from '#lib/db/runs-for-web.ts'
import { findScheduledDates } from '#lib/db/scheduled-dates.ts'
import { findMappingSummary } from '#lib/db/user-mappings.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import { RUN_FILTERS, runStatus, statesOf } from '#lib/domain/connector-status.ts'
import { may, type Permission } from '#lib/domain/roles.ts'
import { deliveriesBook, itemsBook } from '#lib/domain/run-books.ts'
import { lateSince, plannedTooLong } from '#lib/domain/run-schedule.ts'
import { summarize } from './connector-summary.ts'
import { loginFormValues } from './site-login/login-form-values.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

const RUN_PAGE_SIZE = 50
const MOST_VERSIONS_SHOWN = 20

type ConnectorKey = { tenantId: string; connectorId: string }

/** The connector's Overview: what its last run brought, what is next, what waits. */
export async function readConnector(connectorId: string) {
  const { now, ...page } = await readPage(connectorId, async (transaction, key, row, { run, now }) => ({
    lastPause: row.state === 'paused' ? await findLastPause(transaction, key) : null,
    settings: row,
    mapping: await findMappingSummary(transaction, key),
    quarantine: await countQuarantineReasons(transaction, key),
    newestMessageAt: run && (await findNewestMessageAt(transaction, { ...key, runId: run.id, now })),
    doneDates: await findScheduledDates(transaction, key),
  }))
  const { more, connector, canManage } = page
  const run = connector.lastRun
  const books = run && { items: itemsBook(run.counts), deliveries: deliveriesBook(run.counts) }
  return {
    connector,
    canManage,
    ...more,
    run: run && books && { ...run, ...books },
    late: findLate(more.settings, run, more.doneDates, now),
  }
}

/** The run that should have begun: planned and not taken by a worker, or not even planned. */
function findLate(row: ConnectorRow, run: RunForWeb | null, doneDates: string[], now: Date): Date | null {
  if (row.state !== 'active') return null
  if (run?.state === 'planned') return plannedTooLong(run.createdAt, now) ? run.createdAt : null
  const since = row.finishedAt ?? row.createdAt
  return lateSince({ ...row, now, since, doneDates, changedAt: row.updatedAt })
}

const runsQuery = z.object({
  status: z.enum(RUN_FILTERS).optional().catch(undefined),
  after: z.guid().optional().catch(undefined),
})

/** The connector's runs, newest first. */
export async function readConnectorRuns(connectorId: string, query: unknown) {
  const { status, after } = runsQuery.parse(query)
  const { more, ...head } = await readPage(connectorId, (transaction, key) =>
    listRunPage(transaction, {
      ...key,
      after,
      states: status && statesOf(status),
      // One more than is shown tells whether there is more.
      limit: RUN_PAGE_SIZE + 1,
    }),
  )
  const runs = more.slice(0, RUN_PAGE_SIZE)
  return {
    ...head,
    runs: runs.map((run) => ({ ...run, status: runStatus({ state: run.state, ...run.counts }) })),
    status,
    after,
    next: more.length > runs.length ? (runs.at(-1)?.id ?? null) : null,
  }
}

/** Every setting. A browser gets no password, only whether there is one. */
export async function readConnectorSettings(connectorId: string, permission: Permission = 'read') {
  const readMore = async (transaction: TenantTransaction, key: ConnectorKey, row: ConnectorRow) => {
    const { folderName, messageClass } = getConnectorType(row.typeId)
    return {
      settings: row,
      folderName,
      messageClass,
      mappings: await listMappingVersions(transaction, { ...key, limit: MOST_VERSIONS_SHOWN }),
      hasPassword: await hasSiteCredential(transaction, key),
      plan:
        row.state === 'active'
          ? { since: row.finishedAt ?? row.createdAt, doneDates: await findScheduledDates(transaction, key) }
          : null,
    }
  }
  const { more, ...head } = await readPage(connectorId, readMore, permission)
  return { ...head, ...more }
}

/** What the login's form begins with. Only for whoever may change it. */
export async function readLoginForm(connectorId: string) {
  await requireViewer('manage')
  const { env } = webComposition()
  const { more, connector } = await readPage(connectorId, async (transaction, key, row) =>
    loginFormValues(row, await hasSiteCredential(transaction, key), env),
  )
  return { connector, loginForm: more }
}

/** What all pages of a connector show at their head, and `more` for one of them. Drafts have the wizard instead. */
async function readPage<More>(
  connectorId: string,
  readMore: (
    transaction: TenantTransaction,
    key: ConnectorKey,
    row: ConnectorRow,
    seen: { run: RunForWeb | null; now: Date },
  ) => Promise<More>,
  permission: Permission = 'read',
) {
  const { tenantId, roles } = await requireViewer(permission)
  if (!z.guid().safeParse(connectorId).success) notFound()
  const { database, clock } = webComposition()
  const now = clock.now()
  const key = { tenantId, connectorId: connectorId.toLowerCase() }
  const found = await withTenant(database, tenantId, async (transaction) => {
    const row = await findConnector(transaction, key)
    if (!row || row.state === 'draft') return null
    const run = (await findNewestRuns(transaction, tenantId, [row.id])).get(row.id) ?? null
    const quarantined = (await sumQuarantined(transaction, tenantId, [row.id])).get(row.id) ?? 0
    const doneDates = await findScheduledDates(transaction, key)
    return {
      connector: summarize(row, run, quarantined, doneDates, now),
      more: await readMore(transaction, key, row, { run, now }),
    }
  })
  if (!found) notFound()
  return { ...found, canManage: may(roles, 'manage'), now }
}
