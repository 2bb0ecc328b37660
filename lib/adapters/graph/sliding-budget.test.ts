import { describe, expect, test } from 'vitest'
import { SlidingBudget } from './sliding-budget.ts'

describe('a budget of 10 in a minute', () => {
  const budget = () => new SlidingBudget(10, 60_000)

  test('has room until it is used', () => {
    const used = budget()
    expect(used.msUntilRoom(0, 10)).toBe(0)
    used.use(0, 7)
    expect([used.msUntilRoom(0, 3), used.msUntilRoom(0, 4)]).toEqual([0, 61_000])
  })

  test('has room again when enough of it is older than a minute, and never before', () => {
    const used = budget()
    used.use(0, 6)
    used.use(30_000, 4)
    expect(used.msUntilRoom(30_000, 5)).toBe(31_000)
    expect(used.msUntilRoom(60_999, 5)).toBe(1)
    expect(used.msUntilRoom(61_000, 5)).toBe(0)
    expect(used.msUntilRoom(61_000, 7)).toBe(30_000)
    expect([used.isUnused(90_999), used.isUnused(91_000)]).toEqual([false, true])
  })

  test('never lets more than 10 through in any minute', () => {
    const used = budget()
    const passed: number[] = []
    for (let nowMs = 0; nowMs < 300_000; nowMs += 137) {
      if (used.msUntilRoom(nowMs, 1) > 0) continue
      used.use(nowMs, 1)
      passed.push(nowMs)
    }
    expect(passed.length).toBeGreaterThan(40)
    for (const start of passed)
      expect(passed.filter((at) => at >= start && at < start + 60_000).length).toBeLessThanOrEqual(10)
  })

  test('lets more than all of it through when none is used: it would never go', () => {
    const used = budget()
    expect(used.msUntilRoom(0, 11)).toBe(0)
    used.use(0, 11)
    expect(used.msUntilRoom(0, 1)).toBe(61_000)
  })
})
