import { findRun } from '#lib/db/runs-for-web.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { redriveProgressInput } from '#lib/domain/connector-inputs.ts'
import { isFinal } from '#lib/domain/run-state.ts'
import type { RedriveProgress } from '#lib/domain/waiting.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** How far a re-drive has come, for the page that has asked for it. */
export function readRedriveProgressCall(
  ports: () => Pick<WebPorts, 'database'>,
): CallDefinition<typeof redriveProgressInput, RedriveProgress> {
  return {
    name: 'connector.redrive-progress',
    permission: 'read',
    changesNothing: true,
    input: redriveProgressInput,
    target: (input) => ({ type: 'run', id: input.runId }),
    async handle({ caller, input }) {
      const { tenantId } = caller
      const run = await withTenant(ports().database, tenantId, (transaction) =>
        findRun(transaction, { tenantId, ...input }),
      )
      if (!run) return refuse('connector-gone')
      const { counts } = run
      return {
        ok: true,
        value: {
          isOver: isFinal(run.state),
          hasFailed: run.state === 'failed',
          items: counts.itemsRouted,
          staying: counts.itemsQuarantined,
          deliveries: counts.deliveriesAvailable,
          done: counts.deliveriesAvailable - counts.pending,
          failed: counts.failed,
        },
      }
    },
  }
}
