import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysWithoutPackage } from './package-days.ts'
import { addDays, type LocalDate, weekdayOf } from './wall-clock.ts'

const MONDAY = '2026-08-03'
const dates = (count: number): LocalDate[] => Array.from({ length: count }, (_, day) => addDays(MONDAY, day))
const isWeekend = (day: LocalDate) => [0, 6].includes(weekdayOf(day))

describe('a source that sends a package every day', () => {
  test('misses exactly the days of the last two weeks that are left out', () => {
    const last = fc.uniqueArray(fc.integer({ min: 28, max: 41 }), { maxLength: 4 })
    fc.assert(
      fc.property(last, (left) => {
        const missing = dates(42).filter((_, day) => left.includes(day))
        const came = dates(42).filter((day) => !missing.includes(day))
        expect(daysWithoutPackage(came, addDays(MONDAY, 42))).toEqual(missing)
      }),
    )
  })

  test('is not asked for the package of the day that goes on', () => {
    const came = dates(30)
    expect(daysWithoutPackage(came, addDays(MONDAY, 30))).toEqual([])
    expect(daysWithoutPackage(came, addDays(MONDAY, 31))).toEqual([addDays(MONDAY, 30)])
  })

  test('goes on missing its days when it has stopped', () => {
    expect(daysWithoutPackage(dates(30), addDays(MONDAY, 80))).toHaveLength(14)
  })
})

test('a source that never sends at the weekend is not missing it', () => {
  const came = dates(56).filter((day) => !isWeekend(day))
  fc.assert(
    fc.property(fc.integer({ min: 21, max: 70 }), (asOf) => {
      const known = came.filter((day) => day < addDays(MONDAY, asOf))
      expect(daysWithoutPackage(known, addDays(MONDAY, asOf)).filter(isWeekend)).toEqual([])
    }),
  )
})

test('a source that is younger than two weeks is not judged', () => {
  const came = dates(13).filter((_, day) => day !== 7)
  expect(daysWithoutPackage(came, addDays(MONDAY, 13))).toEqual([])
  expect(daysWithoutPackage([], MONDAY)).toEqual([])
})
