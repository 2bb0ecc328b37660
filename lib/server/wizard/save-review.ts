import { saveReview } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { reviewInput } from '#lib/domain/wizard-inputs.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { checkReview } from './check-review.ts'
import { openDraft } from './open-draft.ts'

/** Keeps name, start and schedule in the draft, for a person who finishes it another day. */
export function saveReviewCall(ports: () => WebPorts): CallDefinition<typeof reviewInput, null> {
  return {
    name: 'connector.save-review',
    permission: 'manage',
    input: reviewInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      return withTenant(database, caller.tenantId, async (transaction) => {
        const opened = await openDraft(transaction, key, 'review')
        if (!opened.ok) return opened
        const checked = await checkReview(transaction, caller.tenantId, input, clock.now())
        if (!checked.ok) return checked
        const { review } = checked
        await saveReview(transaction, key, review)
        return {
          ok: true as const,
          value: null,
          auditDetail: { ...review, importSince: review.importSince.toISOString() },
        }
      })
    },
  }
}
