import { z } from 'zod'
import { countAlertNews, listAlerts } from '#lib/db/alerts/alert-pages.ts'
import { countAllWaiting } from '#lib/db/quarantine/count-waiting.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { type AlertNews, MOST_WAITING_COUNTED } from '#lib/domain/listed-alert.ts'
import type { CallDefinition } from '#lib/server/guard-call.ts'
import type { WebPorts } from '#lib/server/web-ports.ts'

const NEWEST_SHOWN = 12

const newsInput = z.object({})

/** What the bell and the navigation show, asked for now and then by every open page. */
export function readAlertNewsCall(ports: () => WebPorts): CallDefinition<typeof newsInput, AlertNews> {
  return {
    name: 'alert.read-news',
    permission: 'read',
    changesNothing: true,
    input: newsInput,
    async handle({ caller }) {
      const { database, clock } = ports()
      const reader = { tenantId: caller.tenantId, personId: caller.id }
      const value = await withTenant(database, caller.tenantId, async (tx) => {
        const counts = await countAlertNews(tx, reader, clock.now())
        const found = await listAlerts(tx, reader, { limit: NEWEST_SHOWN })
        const waiting = await countAllWaiting(tx, caller.tenantId, MOST_WAITING_COUNTED)
        return { ...counts, waiting, newest: found.map(({ deliveries: _deliveries, ...row }) => row) }
      })
      return { ok: true, value }
    },
  }
}
