import { FAULTS, type Fault, type GraphKnobs } from './graph-knobs.ts'

export type PlannedRequest = {
  fault: Fault | null
  latencyMs: number
  /** A number from 0 to 1 of this request's own, for what else is decided by chance. */
  chance: number
}

/** Takes as long as its parts do, each of which has its own latency: with another one around them they would wait twice. */
const ENVELOPE = 'POST $batch'

export type FaultPlan = ReturnType<typeof createFaultPlan>

/**
 * Decides what goes wrong with each request. Requests are numbered as they arrive, and everything follows from seed and
 * number: the same order meets the same faults, also when one of them took another time.
 */
export function createFaultPlan(knobs: () => GraphKnobs) {
  let ordinal = 0
  let hits: number[] = []

  return {
    /** @param mailbox what `faultsAt` may name: id and user principal name; empty for other requests. */
    next(route: string, mailbox: readonly string[]): PlannedRequest {
      ordinal += 1
      const { seed, latencyMs, latencyJitterMs, rates, ratesMatch, faultsAt } = knobs()
      let fault: Fault | null = null
      for (const [index, rule] of faultsAt.entries()) {
        if (!isMatch(rule.match, route)) continue
        const wanted = rule.mailbox?.toLowerCase()
        if (wanted !== undefined && !mailbox.some((key) => key.toLowerCase() === wanted)) continue
        const hit = (hits[index] ?? 0) + 1
        hits[index] = hit
        if (hit >= rule.n && hit < rule.n + rule.times) fault ??= rule.fault
      }
      if (fault === null && isMatch(ratesMatch, route)) fault = drawFault(rates, draw(seed, ordinal, 1))
      return {
        fault,
        latencyMs: route === ENVELOPE ? 0 : latencyMs + Math.round(latencyJitterMs * draw(seed, ordinal, 2)),
        chance: draw(seed, ordinal, 3),
      }
    },
    /** Numbers requests from one again. */
    restart(): void {
      ordinal = 0
      hits = []
    },
  }
}

function drawFault(rates: GraphKnobs['rates'], chance: number): Fault | null {
  let reached = 0
  for (const fault of FAULTS) {
    const rate = rates[fault]
    if (rate === undefined) continue
    reached += rate
    if (chance < reached) return fault
  }
  return null
}

const patterns = new Map<string, RegExp>()
const MAX_PATTERNS = 1000

export function isMatch(pattern: string, route: string): boolean {
  if (pattern === '*') return true
  let compiled = patterns.get(pattern)
  if (!compiled) {
    if (patterns.size >= MAX_PATTERNS) patterns.clear()
    const source = pattern
      .split(/\*+/)
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')
    compiled = new RegExp(`^${source}$`, 'i')
    patterns.set(pattern, compiled)
  }
  return compiled.test(route)
}

/** From 0 to 1, a function of its arguments alone: a multiply-and-shift hash, whose every input bit reaches every output bit. */
export function draw(seed: number, ordinal: number, purpose: number): number {
  let hash =
    Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^
    Math.imul(ordinal, 0xc2b2_ae35) ^
    Math.imul(purpose, 0x27d4_eb2f)
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0_aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a_2d97)
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000
}
