import { createHash } from 'node:crypto'

/** Chance that repeats: the same seed gives the same choices, on every machine. */
export type SeededRandom = {
  /** From 0 up to, not including, 1. */
  fraction(): number
  /** Both ends included. */
  integer(from: number, to: number): number
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
  /** `count` different ones, or all of them when there are fewer, in an order of their own. */
  sample<T>(choices: readonly T[], count: number): T[]
  bytes(count: number): Buffer
  /** Lower case hexadecimal digits. */
  hex(digits: number): string
}

/** Mulberry32: 32 bits of state are plenty for test data, and every step is exact in integer arithmetic. */
export function createRandom(seed: string): SeededRandom {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  const random: SeededRandom = {
    fraction: () => next() / 2 ** 32,
    integer: (from, to) => from + Math.floor(random.fraction() * (to - from + 1)),
    chance: (probability) => random.fraction() < probability,
    pick<T>(choices: readonly T[]): T {
      if (choices.length === 0) throw new RangeError('There is nothing to pick from.')
      return choices[random.integer(0, choices.length - 1)] as T
    },
    sample<T>(choices: readonly T[], count: number): T[] {
      const rest = [...choices]
      const taken: T[] = []
      while (taken.length < count && rest.length > 0) {
        taken.push(...rest.splice(random.integer(0, rest.length - 1), 1))
      }
      return taken
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => next() & 0xff)),
    hex: (digits) => Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join(''),
  }
  return random
}
