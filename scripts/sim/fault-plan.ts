import type { SeededRandom } from './seeded-random.ts'

/** How often each may strike at most, a chance. A seed has some of them, at rates of its own. */
const HIGHEST_RATES = {
  /** The process dies, before or after the effect of what it asked for. */
  crash: 0.004,
  /** All of the process stands still for a while, its jobs' heartbeats too. */
  freeze: 0.002,
  'database-error': 0.01,
  'database-lost-answer': 0.01,
  'database-slow': 0.01,
  'site-error': 0.05,
  'site-lost-answer': 0.05,
  'site-slow': 0.05,
  'storage-error': 0.05,
  'storage-lost-answer': 0.05,
  'storage-slow': 0.05,
  'directory-error': 0.05,
  'directory-lost-answer': 0.02,
  'directory-slow': 0.02,
  /** Nobody says anything about this address for a while. */
  'address-silent': 0.1,
  'queue-error': 0.05,
  'queue-lost-answer': 0.05,
  'queue-slow': 0.02,
  /** The job goes to another worker while this one works on. */
  'heartbeat-lost': 0.4,
  'spool-emptied': 0.1,
  'spool-damaged': 0.02,
  'graph-slow': 0.4,
  'graph-refused': 0.01,
  'graph-throttled': 0.05,
  'graph-lost': 0.2,
  'look-up-fault': 0.2,
  'folder-gone': 0.02,
  'mailbox-forbidden': 0.01,
} as const

export type FaultKind = keyof typeof HIGHEST_RATES

/** A story must leave room for what it is about. */
const MOST_FAULTS = 80
const MOST_CRASHES = 8

export type FaultPlan = {
  /** Whether this fault happens here and now. */
  strikes(kind: FaultKind): boolean
  stop(): void
  count(): number
}

/** Many faults hide each other, so each seed leaves most of them out. */
export function planFaults(random: SeededRandom, onFault: (kind: FaultKind) => void): FaultPlan {
  const scale = random.pick([0, 0.5, 1, 2, 2])
  const rates = new Map(
    Object.entries(HIGHEST_RATES).map(([kind, rate]) => [
      kind,
      random.chance(0.4) ? rate * scale * random.next() : 0,
    ]),
  )
  let count = 0
  let crashes = 0
  let isStopped = false
  return {
    strikes(kind) {
      if (isStopped || count >= MOST_FAULTS) return false
      if (kind === 'crash' && crashes >= MOST_CRASHES) return false
      if (!random.chance(rates.get(kind) ?? 0)) return false
      count += 1
      if (kind === 'crash') crashes += 1
      onFault(kind)
      return true
    },
    stop() {
      isStopped = true
    },
    count: () => count,
  }
}
