import { saveTerms } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { acceptTermsInput } from '#lib/domain/wizard-inputs.ts'
import { isStepDone } from '#lib/domain/wizard-steps.ts'
import { TERMS_VERSION } from '#lib/domain/wizard-terms.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { openDraft } from './open-draft.ts'

/** Accept: stores who, when and which version. */
export function acceptTermsCall(ports: () => WebPorts): CallDefinition<typeof acceptTermsInput, null> {
  return {
    name: 'connector.accept-terms',
    permission: 'manage',
    input: acceptTermsInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock } = ports()
      // A page that was open while the app was updated shows other terms than these.
      if (input.termsVersion !== TERMS_VERSION) return refuse('terms-changed')
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      return withTenant(database, caller.tenantId, async (transaction) => {
        const opened = await openDraft(transaction, key, 'terms')
        if (!opened.ok) return opened
        // Who accepted first, and when, is the fact to keep; asking twice changes nothing.
        if (isStepDone('terms', opened.draft)) return { ok: true as const, value: null }
        await saveTerms(transaction, key, {
          version: TERMS_VERSION,
          acceptedAt: clock.now(),
          acceptedBy: { id: caller.id, name: caller.name },
        })
        return { ok: true as const, value: null, auditDetail: { version: TERMS_VERSION } }
      })
    },
  }
}
