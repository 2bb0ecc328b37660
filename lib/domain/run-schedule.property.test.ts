import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueLocalDate, nextScheduledAt } from './run-schedule.ts'
import { readWallClock } from './wall-clock.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Half an hour of daylight saving, a day that was left out, a change at midnight, none at all. */
const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Shanghai',
  'Pacific/Kiritimati',
  'UTC',
)
const twoDigits = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'))
const times = fc.tuple(twoDigits(23), twoDigits(59)).map(([hour, minute]) => `${hour}:${minute}`)
const instants = fc
  .integer({ min: Date.parse('2024-01-01'), max: Date.parse('2030-01-01') })
  .map((ms) => new Date(ms - (ms % MINUTE_MS)))
/** The hours around the changes of daylight saving in Europe, where most goes wrong. */
const changes = fc
  .tuple(fc.constantFrom('2026-03-29T01:00Z', '2026-10-25T01:00Z'), fc.integer({ min: -300, max: 300 }))
  .map(([change, minutes]) => new Date(Date.parse(change) + minutes * MINUTE_MS))
const moments = fc.oneof(instants, changes)

describe('a schedule, in whatever zone and season,', () => {
  test('makes each local date due, one after the other, and none before its first', () => {
    fc.assert(
      fc.property(zones, times, moments, (timeZone, scheduleTime, since) => {
        const dates = new Set<string>()
        for (let ms = 0; ms <= 5 * DAY_MS; ms += 15 * MINUTE_MS) {
          const due = dueLocalDate({ now: new Date(since.getTime() + ms), scheduleTime, timeZone, since })
          if (due) dates.add(due)
        }
        const inOrder = [...dates].sort()
        const days = inOrder.map((date) => Date.parse(date) / DAY_MS)
        expect(days).toEqual(days.map((_, index) => (days[0] ?? 0) + index))
        expect(days.length).toBeGreaterThanOrEqual(4)
        expect(days.length).toBeLessThanOrEqual(6)
        expect((inOrder[0] ?? '') >= readWallClock(since, timeZone).date).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('says next when the clock comes to its time, and not a minute sooner or later', () => {
    fc.assert(
      fc.property(zones, times, moments, (timeZone, scheduleTime, now) => {
        const next = nextScheduledAt({ now, scheduleTime, timeZone })
        const at = readWallClock(next, timeZone)
        const before = readWallClock(new Date(next.getTime() - MINUTE_MS), timeZone)
        expect(at.time >= scheduleTime).toBe(true)
        expect(`${before.date} ${before.time}` < `${at.date} ${scheduleTime}`).toBe(true)
        const long = new Date(now.getTime() - 10 * DAY_MS)
        expect(dueLocalDate({ now: next, scheduleTime, timeZone, since: long })).toBe(at.date)
      }),
    )
  })
})
