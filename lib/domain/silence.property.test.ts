import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rememberDays, silentFrom } from './silence.ts'
import { addDays, daysBetween, type LocalDate, weekdayOf } from './wall-clock.ts'

const MONDAY = '2026-08-03'
const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 60 })
const datesOf = (days: readonly number[]): LocalDate[] =>
  rememberDays(
    [],
    days.map((day) => addDays(MONDAY, day)),
  )
const lastOf = (days: readonly LocalDate[]) => days.at(-1) ?? ''

describe('a silence', () => {
  test('is never longer than usual before three whole days of it', () => {
    fc.assert(
      fc.property(offsets, (days) => {
        const from = silentFrom(datesOf(days))
        if (from) expect(daysBetween(lastOf(datesOf(days)), from)).toBeGreaterThan(3)
      }),
    )
  })

  test('of a regular habit is longer than usual after three of its gaps, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), (gap) => {
        // Every weekday comes up, so every day counts.
        const days = datesOf(Array.from({ length: 21 }, (_, index) => index * gap))
        const from = silentFrom(days)
        expect(from && daysBetween(lastOf(days), from)).toBe(Math.max(3, 3 * gap) + 1)
      }),
    )
  })

  test('ends with the next message, whenever that comes', () => {
    fc.assert(
      fc.property(offsets, fc.integer({ min: 1, max: 90 }), (days, later) => {
        const known = datesOf(days)
        const next = addDays(lastOf(known), later)
        const from = silentFrom(rememberDays(known, [next]))
        if (from) expect(from > next).toBe(true)
      }),
    )
  })

  test('does not depend on the week of the year', () => {
    fc.assert(
      fc.property(offsets, fc.integer({ min: -200, max: 200 }), (days, weeks) => {
        const moved = datesOf(days).map((day) => addDays(day, 7 * weeks))
        const from = silentFrom(datesOf(days))
        expect(silentFrom(moved)).toBe(from && addDays(from, 7 * weeks))
      }),
    )
  })

  test('does not depend on the order in which messages became known, nor on knowing them twice', () => {
    fc.assert(
      fc.property(offsets, offsets, (first, second) => {
        const one = rememberDays(datesOf(first), datesOf(second))
        const other = rememberDays(rememberDays(datesOf(second), datesOf(first)), datesOf(second))
        expect(other).toEqual(one)
      }),
    )
  })
})

describe('somebody who writes from Monday to Friday', () => {
  const weekdays = datesOf(
    Array.from({ length: 40 }, (_, day) => day).filter(
      (day) => ![0, 6].includes(weekdayOf(addDays(MONDAY, day))),
    ),
  )

  test('is not silent over a weekend', () => {
    const untilFriday = weekdays.filter((day) => day <= '2026-09-04')
    expect(lastOf(untilFriday)).toBe('2026-09-04')
    // Monday, Tuesday and Wednesday have passed.
    expect(silentFrom(untilFriday)).toBe('2026-09-10')
  })

  test('does not get another habit by one Saturday', () => {
    const once = rememberDays(weekdays, ['2026-08-15']).filter((day) => day <= '2026-09-04')
    expect(silentFrom(once)).toBe('2026-09-10')
  })
})

describe('a habit is not known', () => {
  test('of fewer than five dates, nor of less than two weeks', () => {
    expect(silentFrom([])).toBeNull()
    expect(silentFrom(datesOf([0, 10, 20, 30]))).toBeNull()
    expect(silentFrom(datesOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]))).toBeNull()
    expect(silentFrom(datesOf([0, 4, 8, 12, 16]))).not.toBeNull()
  })
})
