import type { RunState } from './run-state.ts'

export type RunPhase = {
  key: 'wait' | 'fetch' | 'map' | 'import' | 'check'
  /** `stopped`: the run failed, or was cancelled, here. */
  progress: 'done' | 'current' | 'stopped' | 'to-come'
  /** Null while it lasts, and where only the whole of several phases is known. */
  tookMs: number | null
}

type Times = {
  state: RunState
  createdAt: Date
  startedAt: Date | null
  resolvedAt: Date | null
  finishedAt: Date | null
}

const KEYS = ['wait', 'fetch', 'map', 'import', 'check'] as const

/**
 * The way of a run, phase by phase. Fetching, reading and mapping have one pair of times between them, so their time
 * stands at the last of them.
 */
export function runPhases(run: Times): RunPhase[] {
  const at = currentPhase(run)
  const tookMs: Record<RunPhase['key'], number | null> = {
    wait: between(run.createdAt, run.startedAt),
    fetch: null,
    map: between(run.startedAt, run.resolvedAt),
    import: run.state === 'failed' ? null : between(run.resolvedAt, run.finishedAt),
    check: null,
  }
  return KEYS.map((key, index) => ({
    key,
    progress:
      index < at
        ? 'done'
        : index > at
          ? 'to-come'
          : run.state === 'failed' || run.state === 'cancelled'
            ? 'stopped'
            : 'current',
    tookMs: tookMs[key],
  }))
}

/** An index of KEYS; the number of them when all is done. */
function currentPhase(run: Times): number {
  switch (run.state) {
    case 'planned':
      return 0
    case 'fetching':
    case 'recording':
      return 1
    case 'resolving':
      return 2
    case 'delivering':
      return 3
    case 'completed':
    case 'completed-with-problems':
      return KEYS.length
    case 'failed':
    case 'cancelled':
      return run.resolvedAt ? 3 : run.startedAt ? 1 : 0
  }
}

function between(from: Date | null, to: Date | null): number | null {
  return from && to ? Math.max(0, to.getTime() - from.getTime()) : null
}
