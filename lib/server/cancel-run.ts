import { refuse } from '#lib/domain/action-result.ts'
import { cancelRunInput } from '#lib/domain/connector-inputs.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** `hasEnded`: it is over. Otherwise it ends when it is known what became of all that was sent. */
export type CancelAnswer = { hasEnded: boolean; deliveries: number }

/** Cancel run: nothing more of it is begun. A paused connector's can be cancelled too. */
export function cancelRunCall(ports: () => WebPorts): CallDefinition<typeof cancelRunInput, CancelAnswer> {
  return {
    name: 'run.cancel',
    permission: 'manage',
    input: cancelRunInput,
    target: (input) => ({ type: 'run', id: input.runId }),
    async handle({ caller, input }) {
      const cancelled = await ports().cancelRun({
        tenantId: caller.tenantId,
        ...input,
        requestedBy: { id: caller.id, name: caller.name },
      })
      switch (cancelled.outcome) {
        case 'gone':
          return refuse('run-gone')
        case 'already-over':
          return refuse('run-over')
        case 'already-cancelled':
          return refuse('run-being-cancelled')
        case 'all-under-way':
          return refuse('run-all-sent')
        case 'cancelled':
        case 'cancelling': {
          const { outcome, deliveries } = cancelled
          const value = { hasEnded: outcome === 'cancelled', deliveries }
          return { ok: true, value, auditDetail: { connectorId: input.connectorId, ...value } }
        }
      }
    },
  }
}
