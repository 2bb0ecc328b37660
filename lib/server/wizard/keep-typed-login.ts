import { saveTypedSite } from '#lib/db/connector-site.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { typedSiteLoginInput } from '#lib/domain/site-login-input.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { openDraft } from './open-draft.ts'

/** Keeps what was typed into the login step, without the secrets, for whoever comes back to it. */
export function keepTypedLoginCall(ports: () => WebPorts): CallDefinition<typeof typedSiteLoginInput, null> {
  return {
    name: 'connector.keep-typed-login',
    permission: 'manage',
    input: typedSiteLoginInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      return withTenant(ports().database, caller.tenantId, async (transaction) => {
        const opened = await openDraft(transaction, key, 'login')
        if (!opened.ok) return opened
        await saveTypedSite(transaction, key, input.typed)
        return { ok: true as const, value: null }
      })
    },
  }
}
