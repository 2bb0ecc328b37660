import type { FaultKind, FaultPlan } from './fault-plan.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { VirtualTime } from './virtual-time.ts'

/** The surroundings that a process has, and what it cannot do without. */
export type Surroundings = {
  time: VirtualTime
  random: SeededRandom
  faults: FaultPlan
  trace(line: string): void
}

/** One life of a worker. It ends at any call: from then on nothing of it goes on, and only what it sent may still arrive. */
export type Process = {
  readonly name: string
  readonly surroundings: Surroundings
  isDead(): boolean
  die(): void
  freeze(timeMs: number): void
  /** Its network is slow for a while, as when a machine loses its heartbeats. */
  drag(timeMs: number): void
  isDragging(): boolean
  /** Returns when the process runs; never when it is dead. */
  toRun(): Promise<void>
}

export function createProcess(surroundings: Surroundings, name: string, onDeath: () => void): Process {
  let isDead = false
  let frozenUntilMs = 0
  let draggingUntilMs = 0
  return {
    name,
    surroundings,
    isDead: () => isDead,
    die() {
      if (isDead) return
      isDead = true
      surroundings.trace(`${name} DIES`)
      onDeath()
    },
    freeze(timeMs) {
      frozenUntilMs = surroundings.time.now() + timeMs
      surroundings.trace(`${name} stands still for ${timeMs} ms`)
    },
    drag(timeMs) {
      draggingUntilMs = surroundings.time.now() + timeMs
      surroundings.trace(`${name} is slow for ${timeMs} ms`)
    },
    isDragging: () => surroundings.time.now() < draggingUntilMs && surroundings.random.chance(0.3),
    async toRun() {
      while (!isDead && surroundings.time.now() < frozenUntilMs)
        await surroundings.time.sleep(frozenUntilMs - surroundings.time.now())
      if (isDead) await never()
    },
  }
}

export type Link = 'database' | 'site' | 'storage' | 'directory' | 'queue'

const LINK_FAULTS: Record<Link, string> = {
  database: 'database_unavailable',
  site: 'site_connection_lost',
  storage: 'storage_unavailable',
  directory: 'graph_unavailable',
  queue: 'database_unavailable',
}

const SLOWEST_MS = 90_000
const LONGEST_FREEZE_MS = 400_000

/** Something that answers at once, as a port that a process reaches over a network, with everything that may go wrong there. */
export function overNetwork<T extends object>(
  process: Process,
  link: Link,
  name: string,
  port: Immediate<T>,
): T {
  const methods = Object.entries(port as Record<string, (...given: unknown[]) => unknown>)
  return Object.fromEntries(
    methods.map(([method, effect]) => [
      method,
      (...given: unknown[]) => callPort(process, link, `${name}.${method}`, () => effect(...given)),
    ]),
  ) as T
}

/** The methods of a port without their promises: each is carried out in one go, as a transaction is. */
export type Immediate<T> = {
  [K in keyof T]: T[K] extends (...given: infer Given) => Promise<infer Result>
    ? (...given: Given) => Result
    : T[K]
}

export async function callPort<R>(process: Process, link: Link, name: string, effect: () => R): Promise<R> {
  const { time, random, faults, trace } = process.surroundings
  const strikes = (kind: FaultKind) => !process.isDead() && faults.strikes(kind)
  await process.toRun()
  if (strikes('freeze')) {
    process.freeze(random.integer(1_000, LONGEST_FREEZE_MS))
    await process.toRun()
  }
  if (strikes('crash')) return dieAt(process, `before ${name}`)
  const arrivesAnyway = random.chance(0.5)
  await time.sleep(
    strikes(`${link}-slow`) || process.isDragging() ? random.integer(100, SLOWEST_MS) : random.integer(1, 4),
  )
  if (process.isDead() && !arrivesAnyway) return never()
  if (strikes(`${link}-error`)) {
    trace(`${process.name} ${name} refused`)
    throw linkFault(link, name)
  }
  const carriedOut = carryOut(effect)
  trace(`${process.name} ${name}${carriedOut.ok ? '' : ` threw ${String(carriedOut.error)}`}`)
  if (strikes('crash')) return dieAt(process, `after ${name}`)
  await time.sleep(random.integer(1, 4))
  await process.toRun()
  if (strikes(`${link}-lost-answer`)) throw linkFault(link, `${name} (answer)`)
  if (!carriedOut.ok) throw carriedOut.error
  return carriedOut.value
}

function carryOut<R>(effect: () => R): { ok: true; value: R } | { ok: false; error: unknown } {
  try {
    return { ok: true, value: effect() }
  } catch (error) {
    return { ok: false, error }
  }
}

function dieAt(process: Process, where: string): Promise<never> {
  process.surroundings.trace(`${process.name} dies ${where}`)
  process.die()
  return never()
}

export function never(): Promise<never> {
  return new Promise(() => undefined)
}

export function linkFault(link: Link, what: string): Error {
  return Object.assign(new Error(`${what} over ${link}`), { code: LINK_FAULTS[link] })
}
