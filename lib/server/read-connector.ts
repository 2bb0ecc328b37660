import 'server-only'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { listAlertChannels } from '#lib/db/alerts/alert-channels.ts'
import { listAlertRules } from '#lib/db/alerts/alert-rules.ts'
import { countQuarantineReasons, findLastPause, listMappingVersions } from '#lib/db/connector-pages.ts'
import { hasSiteCredential } from '#lib/db/connector-secrets.ts'
import { type ConnectorRow, findConnector } from '#lib/db/connectors.ts'
import { judgeCompleteness } from '#lib/db/judge-completeness.ts'
import { countMovedAddresses } from '#lib/db/moved-addresses.ts'
import { findNewestDoubles } from '#lib/db/newest-doubles.ts'
import { findNewestRuns } from '#lib/db/newest-runs.ts'
import { countNewlyMapped } from '#lib/db/newly-mapped.ts'
import { countWaiting } from '#lib/db/quarantine/count-waiting.ts'
import { listRunPage, type RunForWeb } from '#lib/db/runs-for-web.ts'
import { findNewestMessages } from '#lib/db/runs-for-web-freshness.ts'
import { findScheduledDates } from '#lib/db/scheduled-dates.ts'
import { findMappingSummary } from '#lib/db/user-mappings.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import { RUN_FILTERS, runStatus, statesOf } from '#lib/domain/connector-status.ts'
import { may, type Permission } from '#lib/domain/roles.ts'
import { deliveriesBook, itemsBook } from '#lib/domain/run-books.ts'
import { toMappingPrecedence } from '#lib/domain/to-mapping-precedence.ts'
import { summarize, summarizeHead } from './connector-summary.ts'
import { readOverviewDays } from './read-overview-days.ts'
import { loginFormValues } from './site-login/login-form-values.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

const RUN_PAGE_SIZE = 50
const MOST_VERSIONS_SHOWN = 100
/** Enough to tell two files apart by eye. */
const SHORT_HASH_DIGITS = 12

type ConnectorKey = { tenantId: string; connectorId: string }

/** The connector's Overview; `readFacts`: what its last run brought, what is next, what waits. */
export async function readConnector(connectorId: string) {
  const { readRest, ...head } = await readHead(connectorId)
  return {
    ...head,
    readFacts: () =>
      readRest(async (transaction, key, seen) => {
        const { row, run } = seen
        const connector = await summarizeAll(transaction, key, seen)
        return {
          connector,
          run: run && { ...run, items: itemsBook(run.counts), deliveries: deliveriesBook(run.counts) },
          lastPause: row.state === 'paused' ? await findLastPause(transaction, key) : null,
          settings: row,
          mapping: await findMappingSummary(transaction, key),
          quarantine: await countQuarantineReasons(transaction, key),
          newestMessageAt:
            (await findNewestMessages(transaction, key.tenantId, [row.id])).get(row.id) ?? null,
          late: connector.late,
          days: await readOverviewDays(transaction, key.tenantId, row, seen.now),
        }
      }),
  }
}

const runsQuery = z.object({
  status: z.enum(RUN_FILTERS).optional().catch(undefined),
  after: z.guid().optional().catch(undefined),
})

/** The connector's runs, newest first. */
export async function readConnectorRuns(connectorId: string, query: unknown) {
  const { status, after } = runsQuery.parse(query)
  const { readRest, ...head } = await readHead(connectorId)
  const readFacts = () =>
    readRest(async (transaction, key) => {
      const found = await listRunPage(transaction, {
        ...key,
        after,
        states: status && statesOf(status),
        // One more than is shown tells whether there is more.
        limit: RUN_PAGE_SIZE + 1,
      })
      const runs = found.slice(0, RUN_PAGE_SIZE)
      return {
        runs: runs.map((run) => ({ ...run, status: runStatus({ state: run.state, ...run.counts }) })),
        next: found.length > runs.length ? (runs.at(-1)?.id ?? null) : null,
      }
    })
  return { ...head, status, after, readFacts }
}

/** Every setting. A browser gets no password, only whether there is one. */
export async function readConnectorSettings(connectorId: string, permission: Permission = 'read') {
  const { readRest, ...head } = await readHead(connectorId, permission)
  const readFacts = () =>
    readRest(async (transaction, key, seen) => {
      const { row } = seen
      const { folderName, messageClass } = getConnectorType(row.typeId)
      const { nextRunAt, quarantinedCount } = await summarizeAll(transaction, key, seen)
      return {
        settings: row,
        folderName,
        messageClass,
        nextRunAt,
        waitingCount: quarantinedCount,
        mapping: await findMappingSummary(transaction, key),
        hasPassword: await hasSiteCredential(transaction, key),
        alertRules: await listAlertRules(transaction, key),
        alertChannels: (await listAlertChannels(transaction, key.tenantId)).map(({ channel }) => channel),
        plan:
          row.state === 'active'
            ? {
                since: row.finishedAt ?? row.createdAt,
                doneDates: await findScheduledDates(transaction, key),
              }
            : null,
      }
    })
  return { ...head, readFacts }
}

/** Who is mapped where: the rules, the versions, and what of quarantine they would deliver. */
export async function readConnectorMapping(connectorId: string, permission: Permission = 'read') {
  const { readRest, ...head } = await readHead(connectorId, permission)
  const readFacts = () =>
    readRest(async (transaction, key, { row }) => {
      const versions = await listMappingVersions(transaction, { ...key, limit: MOST_VERSIONS_SHOWN })
      return {
        automaticMapping: row.automaticMapping,
        precedence: toMappingPrecedence(row.mappingPrecedence),
        timeZone: row.timeZone,
        versions: versions.map(({ fileSha256, ...version }) => ({
          ...version,
          hashShort: fileSha256 && Buffer.from(fileSha256).toString('hex').slice(0, SHORT_HASH_DIGITS),
        })),
        deliverableCount: await countNewlyMapped(transaction, key),
        movedCount: (await countMovedAddresses(transaction, key.tenantId, [row.id])).get(row.id) ?? 0,
      }
    })
  return { ...head, readFacts }
}

/** What the login's form begins with. Only for whoever may change it. */
export async function readLoginForm(connectorId: string) {
  const { readRest, ...head } = await readHead(connectorId, 'manage')
  const { env } = webComposition()
  return {
    ...head,
    readForm: () =>
      readRest(async (transaction, key, { row }) =>
        loginFormValues(row, await hasSiteCredential(transaction, key), env),
      ),
  }
}

type Seen = { row: ConnectorRow; run: RunForWeb | null; waitingCount: number; now: Date }

/**
 * What all pages of a connector show at their head: asked for before anything of the page is sent, so that whoever may
 * not look gets a 403, and an address without a connector a 404. `readRest` reads the rest, which may take longer.
 * Drafts have the wizard instead.
 */
export async function readHead(connectorId: string, permission: Permission = 'read') {
  const { tenantId, roles } = await requireViewer(permission)
  if (!z.guid().safeParse(connectorId).success) notFound()
  const { database, clock } = webComposition()
  const key = { tenantId, connectorId: connectorId.toLowerCase() }
  const found = await withTenant(database, tenantId, async (transaction) => {
    const row = await findConnector(transaction, key)
    if (!row || row.state === 'draft') return null
    return {
      row,
      run: (await findNewestRuns(transaction, tenantId, [row.id])).get(row.id) ?? null,
      waitingCount: (await countWaiting(transaction, tenantId, [row.id])).get(row.id) ?? 0,
    }
  })
  if (!found) notFound()
  const seen: Seen = { ...found, now: clock.now() }
  return {
    connector: { ...summarizeHead(found.row, found.run), waitingCount: found.waitingCount },
    canManage: may(roles, 'manage'),
    readRest: <Rest>(
      read: (transaction: TenantTransaction, key: ConnectorKey, seen: Seen) => Promise<Rest>,
    ): Promise<Rest> => withTenant(database, tenantId, (transaction) => read(transaction, key, seen)),
  }
}

async function summarizeAll(
  transaction: TenantTransaction,
  key: ConnectorKey,
  { row, run, waitingCount, now }: Seen,
) {
  const doneDates = await findScheduledDates(transaction, key)
  const completeness = await judgeCompleteness(transaction, key.tenantId, [row], now)
  const doubles = await findNewestDoubles(transaction, key.tenantId, [row.id])
  const moved = await countMovedAddresses(transaction, key.tenantId, [row.id])
  return summarize(
    row,
    run,
    waitingCount,
    doneDates,
    completeness.get(row.id) ?? null,
    doubles.get(row.id) ?? null,
    now,
    moved.get(row.id) ?? 0,
  )
}
