/**
 * The life of a run. Postgres repeats the states as a check constraint and "one live run a connector" as a
 * partial unique index.
 */
export const RUN_TRANSITIONS = [
  ['planned', 'fetching'],
  ['fetching', 'recording'],
  ['recording', 'resolving'],
  ['resolving', 'delivering'],
  ['delivering', 'completed'],
  ['delivering', 'completed-with-problems'],
  ['planned', 'failed'],
  ['fetching', 'failed'],
  ['recording', 'failed'],
  ['resolving', 'failed'],
  ['planned', 'cancelled'],
  ['fetching', 'cancelled'],
  ['recording', 'cancelled'],
  ['resolving', 'cancelled'],
  ['delivering', 'cancelled'],
] as const

export type RunTransition = (typeof RUN_TRANSITIONS)[number]

export type RunState = RunTransition[number]

/** How a run ends that has come as far as its deliveries. */
export type EndOfDelivery = Extract<RunTransition, readonly ['delivering', unknown]>[1]

/** From plan to resolve: another run of the connector has to wait. */
export const LIVE_RUN_STATES = ['planned', 'fetching', 'recording', 'resolving'] as const satisfies RunState[]

export const FINAL_RUN_STATES = [
  'completed',
  'completed-with-problems',
  'failed',
  'cancelled',
] as const satisfies RunState[]

export function isLive(state: RunState): boolean {
  return (LIVE_RUN_STATES as readonly RunState[]).includes(state)
}

export function isFinal(state: RunState): boolean {
  return (FINAL_RUN_STATES as readonly RunState[]).includes(state)
}
