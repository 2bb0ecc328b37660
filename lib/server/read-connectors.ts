import 'server-only'
import { getLocale } from 'next-intl/server'
import { countConnectors, listConnectors } from '#lib/db/connectors.ts'
import { findNewestRuns } from '#lib/db/newest-runs.ts'
import { findConfirmation, prerequisiteTarget } from '#lib/db/prerequisite-confirmations.ts'
import { listRunDays } from '#lib/db/run-days.ts'
import { findNewestMessages } from '#lib/db/runs-for-web-freshness.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { CONNECTOR_TYPES } from '#lib/domain/connector-catalog.ts'
import { needsAttention, queryConnectors } from '#lib/domain/connector-list.ts'
import { readConnectorQuery } from '#lib/domain/connector-query.ts'
import { type DayMark, dayStrip, stripDates } from '#lib/domain/day-strip.ts'
import { CONFIRMED_PREREQUISITES, type ConfirmedPrerequisite } from '#lib/domain/prerequisites.ts'
import { may } from '#lib/domain/roles.ts'
import { type ConnectorSummary, statusOf } from './connector-summary.ts'
import { connectorsShape } from './live/connectors-shape.ts'
import { summarizeConnectors } from './summarize-connectors.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

export type ConnectorInTab = ConnectorSummary & { newestMessageAt: Date | null; days: DayMark[] }

/**
 * The Connectors tab; `readPage`: the page of it that the address asks for, and the connector whose details it opens,
 * which need not be on that page.
 */
export async function readConnectors(params: Record<string, unknown>) {
  const { tenantId, ...head } = await readHead()
  const { database, clock } = webComposition()
  const now = clock.now()
  const query = readConnectorQuery(params)
  const locale = await getLocale()
  const readPage = () =>
    withTenant(database, tenantId, async (transaction) => {
      const all = await summarizeConnectors(transaction, tenantId, now)
      const { rows, ...found } = queryConnectors(all, query, locale)
      const opened = all.find(({ id }) => id === params.connector)
      const shown = [...new Set([...rows, ...(opened ? [opened] : [])])]
      const newest = await findNewestMessages(
        transaction,
        tenantId,
        shown.map(({ id }) => id),
      )
      const dates = new Map(shown.map(({ timeZone }) => [timeZone, stripDates(now, timeZone)]))
      const datesOf = ({ timeZone }: ConnectorSummary) => dates.get(timeZone) ?? []
      const runDays = await listRunDays(
        transaction,
        tenantId,
        shown.map((row) => ({ connectorId: row.id, dates: datesOf(row) })),
      )
      const inTab = (row: ConnectorSummary): ConnectorInTab => ({
        ...row,
        newestMessageAt: newest.get(row.id) ?? null,
        days: dayStrip(datesOf(row), runDays.get(row.id) ?? []),
      })
      return {
        ...found,
        query,
        now,
        connectors: rows.map(inTab),
        opened: opened ? inTab(opened) : null,
        /** Another one is told when there is more to show than other numbers. */
        shape: connectorsShape(all.map((row) => ({ ...row, runId: row.lastRun?.id ?? null }))),
      }
    })
  return { ...head, readPage }
}

/** The Overview; `readFacts`: how the connectors of the tenant do, and how many there are of each type. */
export async function readConnectorOverview() {
  const { tenantId, ...head } = await readHead()
  const { database, clock } = webComposition()
  const now = clock.now()
  const readFacts = () =>
    withTenant(database, tenantId, async (transaction) => {
      const all = await summarizeConnectors(transaction, tenantId, now)
      const newest = await findNewestMessages(
        transaction,
        tenantId,
        all.map(({ id }) => id),
      )
      const newestOf = (rows: ConnectorSummary[]) =>
        rows.reduce<Date | null>((latest, { id }) => {
          const at = newest.get(id)
          return at && (!latest || at > latest) ? at : latest
        }, null)
      return {
        now,
        attention: all.filter(needsAttention).map(({ id, name, status }) => ({ id, name, status })),
        pausedCount: all.filter(({ isPaused }) => isPaused).length,
        types: CONNECTOR_TYPES.map((type) => {
          const own = all.filter(({ typeId }) => typeId === type.id)
          return {
            type,
            connectorCount: own.length,
            lastRunImported: own.reduce((sum, { lastRun }) => sum + (lastRun?.counts.imported ?? 0), 0),
            quarantinedCount: own.reduce((sum, { quarantinedCount }) => sum + quarantinedCount, 0),
            newestMessageAt: newestOf(own),
          }
        }),
      }
    })
  return { ...head, readFacts }
}

/** What both tabs show before their connectors are read: who may look is asked for before anything is sent. */
async function readHead() {
  const { tenantId, roles } = await requireViewer('read')
  const connectorCount = await withTenant(webComposition().database, tenantId, (transaction) =>
    countConnectors(transaction, tenantId),
  )
  return { tenantId, connectorCount, canManage: may(roles, 'manage') }
}

export type DraftSummary = { id: string; createdBy: string; updatedAt: Date }

/** The product page; `readFacts`: connectors of the type, drafts that any admin can go on with, what is confirmed. */
export async function readConnectorType(typeId: string) {
  const { tenantId, roles } = await requireViewer('read')
  const { database, env } = webComposition()
  const readFacts = () =>
    withTenant(database, tenantId, async (transaction) => {
      const confirmations: [ConfirmedPrerequisite, Confirmation | null][] = []
      for (const key of CONFIRMED_PREREQUISITES)
        confirmations.push([
          key,
          await findConfirmation(transaction, tenantId, prerequisiteTarget(typeId, key)),
        ])
      const drafts = await listConnectors(transaction, { tenantId, states: ['draft'], typeId })
      const rows = await listConnectors(transaction, { tenantId, states: ['active', 'paused'], typeId })
      const ids = rows.map((row) => row.id)
      const runs = await findNewestRuns(transaction, tenantId, ids)
      return {
        drafts: drafts.map(({ id, createdBy, updatedAt }): DraftSummary => ({ id, createdBy, updatedAt })),
        connectors: rows.map((row) => ({
          id: row.id,
          name: row.name,
          status: statusOf(row, runs.get(row.id) ?? null),
        })),
        confirmations: Object.fromEntries(confirmations) as Record<
          ConfirmedPrerequisite,
          Confirmation | null
        >,
      }
    })
  return {
    /** What the operator has set: where a connector reads, and where packages are kept. */
    installation: {
      site: { host: env.TELEMESSAGE_HOST, port: env.TELEMESSAGE_PORT, folder: env.TELEMESSAGE_FOLDER },
      container: env.AZURE_STORAGE_CONTAINER,
    },
    canManage: may(roles, 'manage'),
    readFacts,
  }
}

type Confirmation = { by: string; at: Date }
