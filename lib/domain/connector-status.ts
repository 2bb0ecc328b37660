import { FINAL_RUN_STATES, LIVE_RUN_STATES, type RunState } from './run-state.ts'

const RUN_STATES: RunState[] = [...LIVE_RUN_STATES, 'delivering', ...FINAL_RUN_STATES]

export type ConnectorState = 'draft' | 'active' | 'paused' | 'deleted'

/** The status vocabulary of the screens. */
export type ConnectorStatus =
  | { kind: 'waiting-to-start' }
  | { kind: 'importing'; stage: ImportStage; percent: number | null }
  | { kind: 'completed' }
  | { kind: 'completed-with-problems' }
  | { kind: 'failed' }
  | { kind: 'cancelled' }
  | { kind: 'paused' }

export type ImportStage = 'fetching' | 'recording' | 'resolving' | 'delivering'

type Progress = { state: RunState; deliveriesAvailable: number; pending: number }

/** What a connector is doing, told by its newest run. What a paused one has left to do waits, however far it got. */
export function connectorStatus(state: ConnectorState, lastRun: Progress | null): ConnectorStatus {
  if (state === 'paused') return { kind: 'paused' }
  return lastRun ? runStatus(lastRun) : { kind: 'waiting-to-start' }
}

export function runStatus(run: Progress): ConnectorStatus {
  switch (run.state) {
    case 'planned':
      return { kind: 'waiting-to-start' }
    case 'fetching':
    case 'recording':
    case 'resolving':
      return { kind: 'importing', stage: run.state, percent: null }
    case 'delivering':
      return { kind: 'importing', stage: 'delivering', percent: percentDone(run) }
    case 'completed':
    case 'completed-with-problems':
    case 'failed':
    case 'cancelled':
      return { kind: run.state }
  }
}

/** What a run can be looked for by: its statuses. A run is never paused, only its connector is. */
export const RUN_FILTERS = [
  'waiting-to-start',
  'importing',
  'completed',
  'completed-with-problems',
  'failed',
  'cancelled',
] as const satisfies ConnectorStatus['kind'][]

export type RunFilter = (typeof RUN_FILTERS)[number]

/** The states of a run that show as that status. */
export function statesOf(filter: RunFilter): RunState[] {
  return RUN_STATES.filter(
    (state) => runStatus({ state, deliveriesAvailable: 0, pending: 0 }).kind === filter,
  )
}

/** A page about it should look again soon. */
export function isMoving(status: ConnectorStatus): boolean {
  return status.kind === 'importing' || status.kind === 'waiting-to-start'
}

/** Rounded down, so that 100 means done. */
function percentDone(run: Progress): number | null {
  if (run.deliveriesAvailable === 0) return null
  return Math.floor(((run.deliveriesAvailable - run.pending) / run.deliveriesAvailable) * 100)
}
