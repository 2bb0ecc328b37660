import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SlidingWindow } from './sliding-window.ts'

test('what is older than the window no longer counts', () => {
  const window = new SlidingWindow(60_000)
  window.add(0, 5)
  window.add(30_000, 7)
  expect(window.total(59_000)).toBe(12)
  expect(window.total(60_000)).toBe(7)
  expect(window.total(90_000)).toBe(0)
})

test('after the wait that it names, there is as much room as was wanted', () => {
  const additions = fc.array(fc.tuple(fc.nat(20_000), fc.nat(100)), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(additions, fc.nat(200), (steps, wanted) => {
      const window = new SlidingWindow(60_000)
      let nowMs = 1_800_000_000_000
      for (const [elapsedMs, amount] of steps) {
        nowMs += elapsedMs
        window.add(nowMs, amount)
      }
      const waitMs = window.msUntil(nowMs, wanted)
      expect(window.total(nowMs + waitMs)).toBeLessThanOrEqual(wanted)
    }),
  )
})
