import { finishDraft, lockConnector } from '#lib/db/connectors.ts'
import { findNewestRuns } from '#lib/db/newest-runs.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { reviewInput } from '#lib/domain/wizard-inputs.ts'
import { toInstant } from '#lib/domain/wizard-local-time.ts'
import { isStepOpen } from '#lib/domain/wizard-steps.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { checkReview } from './check-review.ts'

/**
 * Finish: the draft becomes a connector, and its first run is planned. Pressing twice is pressing once; a press after
 * a crash between the two plans the run that is missing.
 */
export function finishConnectorCall(
  ports: () => WebPorts,
): CallDefinition<typeof reviewInput, { runId: string | null }> {
  return {
    name: 'connector.finish',
    permission: 'manage',
    input: reviewInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock, planRun } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }

      const finished = await withTenant(database, caller.tenantId, async (transaction) => {
        const connector = await lockConnector(transaction, key)
        if (!connector) return refuse('connector-gone')
        if (connector.state === 'draft') {
          if (!isStepOpen('review', connector)) return refuse('step-not-open')
          const checked = await checkReview(transaction, caller.tenantId, input, clock.now())
          if (!checked.ok) return checked
          await finishDraft(transaction, key, { ...checked.review, finishedAt: clock.now() })
        }
        const newest = await findNewestRuns(transaction, caller.tenantId, [input.connectorId])
        return { ok: true as const, runId: newest.get(input.connectorId)?.id ?? null }
      })
      if (!finished.ok) return finished
      if (finished.runId) return { ok: true, value: { runId: finished.runId } }

      const planned = await planRun({
        ...key,
        trigger: 'manual',
        requestedBy: { id: caller.id, name: caller.name },
      })
      const runId = 'runId' in planned ? planned.runId : null
      const { name, importSince, scheduleTime, timeZone } = input
      return {
        ok: true,
        value: { runId },
        auditDetail: {
          name,
          importSince: toInstant(importSince, timeZone).toISOString(),
          scheduleTime,
          timeZone,
          runId,
        },
      }
    },
  }
}
