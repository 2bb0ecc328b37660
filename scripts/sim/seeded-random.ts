export type SeededRandom = {
  /** In [0, 1). */
  next(): number
  chance(probability: number): boolean
  /** Both ends included. */
  integer(least: number, most: number): number
  pick<T>(values: readonly T[]): T
}

/** Numbers that look random and are the same for the same seed and stream (mulberry32). */
export function seededRandom(seed: number, stream: string): SeededRandom {
  let state = [...stream].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16_777_619), seed | 0)
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    chance: (probability) => probability > 0 && next() < probability,
    integer,
    pick: <T>(values: readonly T[]) => values[integer(0, values.length - 1)] as T,
  }
}
