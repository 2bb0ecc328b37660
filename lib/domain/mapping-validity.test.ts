import { describe, expect, test } from 'vitest'
import { isOverlapping, isValidOn, type MappingValidity } from './mapping-validity.ts'

const days = (validFrom: string | null, validTo: string | null): MappingValidity => ({ validFrom, validTo })

describe('the days of a mapping row', () => {
  test('have their first and their last among them', () => {
    const may = days('2026-05-01', '2026-05-31')
    expect(
      ['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01'].map((day) => isValidOn(may, day)),
    ).toEqual([false, true, true, false])
  })

  test('have no end where none is given', () => {
    expect(isValidOn(days(null, '2026-05-31'), '1999-01-01')).toBe(true)
    expect(isValidOn(days('2026-06-01', null), '2099-01-01')).toBe(true)
    expect(isValidOn(days(null, null), '2026-01-01')).toBe(true)
  })

  test('say nothing of a message without a date, unless they are all days', () => {
    expect(isValidOn(days(null, null), null)).toBe(true)
    expect(isValidOn(days('2026-06-01', null), null)).toBe(false)
  })

  test('overlap by a single day, and not when one begins the day after the other ends', () => {
    expect(isOverlapping(days(null, '2026-05-31'), days('2026-05-31', null))).toBe(true)
    expect(isOverlapping(days(null, '2026-05-31'), days('2026-06-01', null))).toBe(false)
    expect(isOverlapping(days('2026-06-01', null), days(null, '2026-05-31'))).toBe(false)
    expect(isOverlapping(days(null, null), days('2026-05-01', '2026-05-02'))).toBe(true)
  })
})
