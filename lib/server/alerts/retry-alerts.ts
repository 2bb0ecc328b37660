import { retryDeliveries } from '#lib/db/alerts/alert-pages.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { retryAlertsInput } from '#lib/domain/alert-inputs.ts'
import type { CallDefinition } from '#lib/server/guard-call.ts'
import type { WebPorts } from '#lib/server/web-ports.ts'

/** Sends again what was given up, once somebody has mended its cause. */
export function retryAlertsCall(ports: () => WebPorts): CallDefinition<typeof retryAlertsInput, null> {
  return {
    name: 'alert.retry',
    permission: 'manage',
    input: retryAlertsInput,
    async handle({ caller: { tenantId }, input }) {
      const { database, clock, requestAlerts } = ports()
      const channels = await withTenant(database, tenantId, (tx) =>
        retryDeliveries(tx, tenantId, input.deliveryId, clock.now()),
      )
      if (channels.length === 0) return refuse('alert-gone')
      for (const channel of channels) await requestAlerts({ tenantId, channel })
      return { ok: true, value: null, auditDetail: { deliveryId: input.deliveryId, channels } }
    },
  }
}
