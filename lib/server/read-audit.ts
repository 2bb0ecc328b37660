import 'server-only'
import { type AuditChoice, listAuditEvents } from '#lib/db/audit-pages.ts'
import { listConnectors } from '#lib/db/connectors.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { auditQuery } from '#lib/domain/audit-query.ts'
import { auditPeriod } from './audit-period.ts'
import { readHead } from './read-connector.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

const PAGE_SIZE = 50
/** No connector's clock is that of all of them. */
const TENANT_TIME_ZONE = 'UTC'

/** The Audit page, over all connectors of the tenant. Readers see it: an auditor changes nothing and looks at everything. */
export async function readAudit(params: unknown) {
  const { tenantId } = await requireViewer('read')
  const { connector, ...query } = auditQuery.parse(params)
  const readFacts = () =>
    withTenant(webComposition().database, tenantId, async (tx) => {
      const connectors = await listConnectors(tx, { tenantId, states: ['active', 'paused', 'deleted'] })
      const page = await readPage(tx, {
        tenantId,
        connectorId: connector?.toLowerCase(),
        ...query,
        ...auditPeriod(query, TENANT_TIME_ZONE),
      })
      return { ...page, connectors: connectors.map(({ id, name }) => ({ id, name })) }
    })
  return { query: { ...query, connector }, timeZone: TENANT_TIME_ZONE, readFacts }
}

/** A connector's Audit tab: what was done to it, by the clock of its schedule. */
export async function readConnectorAudit(connectorId: string, params: unknown) {
  const { readRest, ...head } = await readHead(connectorId)
  const { connector: _, ...query } = auditQuery.parse(params)
  const readFacts = () =>
    readRest(async (tx, key, { row }) => ({
      ...(await readPage(tx, { ...key, ...query, ...auditPeriod(query, row.timeZone) })),
      timeZone: row.timeZone,
    }))
  return { ...head, query, readFacts }
}

async function readPage(tx: TenantTransaction, choice: Omit<AuditChoice, 'limit'>) {
  // One more than is shown tells whether there is more.
  const found = await listAuditEvents(tx, { ...choice, limit: PAGE_SIZE + 1 })
  const events = found.slice(0, PAGE_SIZE)
  return { events, next: found.length > events.length ? (events.at(-1)?.id ?? null) : null }
}
