import 'server-only'
import { z } from 'zod'
import { listAlertChannels } from '#lib/db/alerts/alert-channels.ts'
import { countAlertNews, listAlerts } from '#lib/db/alerts/alert-pages.ts'
import { listConnectors } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { ALERT_KINDS } from '#lib/domain/alert-kinds.ts'
import { hostEntries } from '#lib/domain/allowed-hosts.ts'
import { may } from '#lib/domain/roles.ts'
import { requireViewer } from '#lib/server/viewer.ts'
import { webComposition } from '#lib/server/web-composition.ts'

const PAGE_SIZE = 50

/** What of an address chooses among the alerts. Anything odd in it is as good as nothing. */
const alertsQuery = z.object({
  connector: z.guid().optional().catch(undefined),
  kind: z.enum(ALERT_KINDS).optional().catch(undefined),
  state: z.enum(['open', 'resolved']).optional().catch(undefined),
  delivery: z.enum(['failed']).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
})

/** The Alerts page; `readFacts`: the page of them that the address asks for. */
export async function readAlerts(params: unknown) {
  const { tenantId, objectId, roles } = await requireViewer('read')
  const { database, clock } = webComposition()
  const query = alertsQuery.parse(params)
  const readFacts = () =>
    withTenant(database, tenantId, async (tx) => {
      const reader = { tenantId, personId: objectId }
      const found = await listAlerts(tx, reader, {
        connectorId: query.connector,
        kind: query.kind,
        state: query.state,
        isUndelivered: query.delivery === 'failed',
        after: query.after,
        // One more than is shown tells whether there is more.
        limit: PAGE_SIZE + 1,
      })
      const alerts = found.slice(0, PAGE_SIZE)
      const connectors = await listConnectors(tx, { tenantId, states: ['active', 'paused', 'deleted'] })
      return {
        alerts,
        next: found.length > alerts.length ? (alerts.at(-1)?.id ?? null) : null,
        undelivered: (await countAlertNews(tx, reader, clock.now())).undelivered,
        connectors: connectors.map(({ id, name }) => ({ id, name })),
      }
    })
  return { query, canManage: may(roles, 'manage'), readFacts }
}

/** The Delivery tab: where alerts go. Of a sealed address a browser gets the host. */
export async function readAlertDelivery() {
  const { tenantId, roles } = await requireViewer('read')
  const { database, env, mailServer } = webComposition()
  const readFacts = () =>
    withTenant(database, tenantId, async (tx) => ({ channels: await listAlertChannels(tx, tenantId) }))
  return {
    canManage: may(roles, 'manage'),
    installation: {
      mailServer,
      webhookHosts: hostEntries(env.ALERT_WEBHOOK_HOSTS),
      teamsHosts: hostEntries(env.ALERT_TEAMS_HOSTS),
    },
    readFacts,
  }
}
