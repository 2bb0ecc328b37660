import { markAlertsRead } from '#lib/db/alerts/alert-pages.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { markAlertsReadInput } from '#lib/domain/alert-inputs.ts'
import type { CallDefinition } from '#lib/server/guard-call.ts'
import type { WebPorts } from '#lib/server/web-ports.ts'

/** A person's own mark, and nobody else's business: a reader may set it, and the audit log does not keep it. */
export function markAlertsReadCall(ports: () => WebPorts): CallDefinition<typeof markAlertsReadInput, null> {
  return {
    name: 'alert.mark-read',
    permission: 'read',
    changesNothing: true,
    input: markAlertsReadInput,
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const reader = { tenantId: caller.tenantId, personId: caller.id }
      await withTenant(database, caller.tenantId, (tx) =>
        markAlertsRead(tx, reader, input.alertId, clock.now()),
      )
      return { ok: true, value: null }
    },
  }
}
