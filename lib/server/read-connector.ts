import 'server-only'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { findLastPause, findMappingInForce } from '#lib/db/connector-pages.ts'
import { hasSiteCredential } from '#lib/db/connector-secrets.ts'
import { type ConnectorRow, findConnector } from '#lib/db/connectors.ts'
import { findNewestRuns, listRunPage, sumQuarantined } from '#lib/db/runs-for-web.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import { runStatus } from '#lib/domain/connector-status.ts'
import { may } from '#lib/domain/roles.ts'
import { deliveriesBook, itemsBook } from '#lib/domain/run-books.ts'
import { summarize } from './connector-summary.ts'
import { loginFormValues } from './site-login/login-form-values.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

export const RUN_PAGE_SIZE = 50

type ConnectorKey = { tenantId: string; connectorId: string }

/** The connector's Overview: what its last run brought, what is next, what waits. */
export async function readConnector(connectorId: string) {
  return readPage(connectorId, async (transaction, key, row) => ({
    lastPause: row.state === 'paused' ? await findLastPause(transaction, key) : null,
    scheduleTime: row.scheduleTime,
  })).then(({ more, ...page }) => {
    const run = page.connector.lastRun
    const books = run && { items: itemsBook(run.counts), deliveries: deliveriesBook(run.counts) }
    return { ...page, ...more, run: run && books && { ...run, ...books } }
  })
}

/** The connector's runs, newest first. `page` counts from 1. */
export async function readConnectorRuns(connectorId: string, page: number) {
  const { more, ...head } = await readPage(connectorId, (transaction, key) =>
    listRunPage(transaction, { ...key, page, pageSize: RUN_PAGE_SIZE }),
  )
  return {
    ...head,
    runs: more.runs.map((run) => ({ ...run, status: runStatus({ state: run.state, ...run.counts }) })),
    page,
    pageCount: Math.max(1, Math.ceil(more.total / RUN_PAGE_SIZE)),
  }
}

/** Every choice that was made in the wizard. A browser gets no password, only whether there is one. */
export async function readConnectorSettings(connectorId: string) {
  const { more, ...head } = await readPage(connectorId, async (transaction, key, row) => {
    const { folderName, messageClass } = getConnectorType(row.typeId)
    return {
      settings: row,
      folderName,
      messageClass,
      mapping: await findMappingInForce(transaction, key),
      hasPassword: await hasSiteCredential(transaction, key),
    }
  })
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
  readMore: (transaction: TenantTransaction, key: ConnectorKey, row: ConnectorRow) => Promise<More>,
) {
  const { tenantId, roles } = await requireViewer('read')
  if (!z.guid().safeParse(connectorId).success) notFound()
  const { database, clock } = webComposition()
  const key = { tenantId, connectorId: connectorId.toLowerCase() }
  const found = await withTenant(database, tenantId, async (transaction) => {
    const row = await findConnector(transaction, key)
    if (!row || row.state === 'draft') return null
    const run = (await findNewestRuns(transaction, tenantId, [row.id])).get(row.id) ?? null
    const quarantined = (await sumQuarantined(transaction, tenantId, [row.id])).get(row.id) ?? 0
    return {
      connector: summarize(row, run, quarantined, clock.now()),
      more: await readMore(transaction, key, row),
    }
  })
  if (!found) notFound()
  return { ...found, canManage: may(roles, 'manage') }
}
