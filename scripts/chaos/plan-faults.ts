import type { RunState } from '#lib/domain/run-state.ts'
import type { SeededRandom } from '#sandbox/generator/seeded-random.ts'
import type { LinkName } from './open-world.ts'

/** When a fault happens: at a point that the ledger or Graph's counters show. */
export type FaultPoint =
  | { at: 'run'; state: RunState }
  | { at: 'staged'; packages: number }
  | { at: 'created'; messages: number }
  | { at: 'attempting'; deliveries: number }

export type WorldFault = { point: FaultPoint } & (
  | { do: 'kill'; workers: number[]; downMs: number }
  | { do: 'freeze' }
  | { do: 'cut'; link: LinkName }
  | { do: 'half-open'; link: LinkName; forMs: number }
  | { do: 'hang'; link: LinkName }
  | { do: 'slow'; link: LinkName; delayMs: number; forMs: number }
)

export type FaultPlan = {
  /** Knobs of the sandbox's Graph, and of its site. */
  graph: Record<string, unknown>
  /** Knobs of its Graph from the first delivery on. */
  slowGraph: Record<string, unknown>
  site: Record<string, unknown>
  world: WorldFault[]
}

/**
 * Faults of a request that makes a message, after which it is there and nobody was told, or soon will be. A 429 is not among
 * them: it says that nothing was done, and whoever could not believe that could not believe anything.
 */
const UNTOLD = ['after503', 'after504', 'afterCut', 'late503', 'late504', 'lateCut'] as const
const UNDONE = ['before429', 'before503', 'before504', 'beforeCut'] as const
const CREATE = 'POST *messages'

/**
 * Drawn from nothing but the chance that is given: the same seed plans the same faults. Graph fails at mailboxes only, so
 * that the first of its faults comes with the first delivery; what the others do before that costs time and proves little.
 */
export function planFaults(random: SeededRandom): FaultPlan {
  return {
    graph: planGraph(random),
    // Slow enough that deliveries last, and faults meet many requests that are under way.
    slowGraph: { latencyMs: random.integer(120, 250), latencyJitterMs: random.integer(0, 150) },
    site: planSiteFaults(random),
    world: planWorld(random),
  }
}

function planGraph(random: SeededRandom): FaultPlan['graph'] {
  const rate = () => random.integer(2, 15) / 1000
  return {
    seed: random.integer(1, 1_000_000),
    retryAfterSeconds: 1,
    // Together below the time that a delivery settles.
    lateEffectMs: random.integer(200, 1_200),
    filterVisibilityMs: random.integer(0, 1_200),
    ratesMatch: '*messages*',
    rates: Object.fromEntries([...UNDONE, ...UNTOLD].map((fault) => [fault, rate()])),
    faultsAt: [
      // Early, and whatever the rates come to: each of them ends with a look-up, and that with a message that is there.
      ...[2, 5, 9, 14, 20].map((n) => ({ match: CREATE, n, fault: random.pick(UNTOLD) })),
      { match: CREATE, n: random.integer(25, 60), times: random.integer(1, 3), fault: random.pick(UNDONE) },
      { match: 'GET *messages', n: random.integer(1, 4), fault: random.pick(['before503', 'after504']) },
      { match: 'POST $batch', n: random.integer(2, 8), fault: random.pick(['after504', 'afterCut']) },
      { match: 'POST *childFolders', n: random.integer(1, 6), fault: random.pick(['after504', 'afterCut']) },
    ],
  }
}

function planSiteFaults(random: SeededRandom): FaultPlan['site'] {
  const rule = random.pick([
    { cutAfterBytes: random.integer(0, 30_000) },
    { failAfterBytes: random.integer(0, 30_000) },
    { endAtByte: random.integer(0, 30_000) },
    { refuseOpen: 'failure' },
  ])
  return {
    seed: random.hex(8),
    latencyMs: random.integer(0, 20),
    files: [{ ...rule, files: '*', times: random.integer(1, 2), chance: 0.5 }],
  }
}

/** The first of these happen in every run: they are what ledger, keys and fences are for. */
function planWorld(random: SeededRandom): WorldFault[] {
  const created = (least: number, most: number): FaultPoint => ({
    at: 'created',
    messages: random.integer(least, most),
  })
  // In half of the runs no connection to Graph is cut: whether limits are kept can be told in those only.
  const isGraphCut = random.chance(0.5)
  const link = () =>
    random.pick<LinkName>(['postgres', 'blob', 'sftp', ...(isGraphCut ? ['graph' as const] : [])])
  const pause = () => random.integer(500, 3_000)
  const anyPoint = () =>
    random.pick<() => FaultPoint>([
      () => ({
        at: 'run',
        state: random.pick(['fetching', 'recording', 'resolving', 'delivering'] as const),
      }),
      () => ({ at: 'staged', packages: random.integer(1, 4) }),
      () => ({ at: 'attempting', deliveries: random.integer(1, 60) }),
      () => created(1, 120),
      () => created(1, 120),
    ])()
  const anyFault = (point: FaultPoint): WorldFault =>
    random.pick<() => WorldFault>([
      () => ({ point, do: 'kill', workers: [random.integer(0, 1)], downMs: random.integer(0, 2_000) }),
      () => ({ point, do: 'cut', link: link() }),
      () => ({ point, do: 'half-open', link: link(), forMs: pause() }),
      () => ({ point, do: 'slow', link: link(), delayMs: random.integer(20, 200), forMs: pause() }),
    ])()
  return [
    { point: created(4, 30), do: 'kill', workers: [0, 1], downMs: 300 },
    ...(isGraphCut ? [{ point: created(10, 60), do: 'cut' as const, link: 'graph' as const }] : []),
    { point: created(10, 60), do: 'half-open', link: isGraphCut ? 'graph' : 'postgres', forMs: pause() },
    { point: created(20, 70), do: 'cut', link: 'postgres' },
    { point: created(35, 80), do: 'freeze' },
    ...Array.from({ length: random.integer(2, 4) }, () => anyFault(anyPoint())),
    { point: created(5, 50), do: 'hang', link: 'postgres' },
  ]
}
