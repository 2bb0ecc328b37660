import { describe, expect, test } from 'vitest'
import { parseHeaderDate } from './header-date.ts'

const iso = (value: string) => parseHeaderDate(value)?.toISOString() ?? null

describe('a Date field', () => {
  test.each([
    ['Sat, 21 Nov 2026 16:30:05 +0800', '2026-11-21T08:30:05.000Z'],
    ['Sat, 21 Nov 2026 16:30:05 +0800 (CST)', '2026-11-21T08:30:05.000Z'],
    ['21 Nov 2026 08:30 GMT', '2026-11-21T08:30:00.000Z'],
    ['Saturday, 21-Nov-26 08:30:00 EST', '2026-11-21T13:30:00.000Z'],
    ['21 Nov 99 08:30:00 Z', '1999-11-21T08:30:00.000Z'],
    ['21 Nov 2026 08:30:00 -0000', '2026-11-21T08:30:00.000Z'],
    ['21 Nov 2026 08:30:00 K', '2026-11-21T08:30:00.000Z'],
    ['31 Dec 2016 23:59:60 +0000', '2017-01-01T00:00:00.000Z'],
    ['2026-11-21T16:30:05.123+08:00', '2026-11-21T08:30:05.000Z'],
  ])('%s is %s', (value, expected) => {
    expect(iso(value)).toBe(expected)
  })

  test.each([
    '',
    'yesterday',
    '31 Feb 2026 10:00:00 +0000',
    '0 Jan 2026 10:00:00 +0000',
    '21 Nov 2026 24:00:00 +0000',
    '21 Xyz 2026 10:00:00 +0000',
    '21 Nov 2026 10:00:00 +9900',
    '2026-11-21',
    `${' '.repeat(50_000)}x`,
    '('.repeat(50_000),
  ])('that names no moment is null: %.30s', (value) => {
    expect(iso(value)).toBeNull()
  })
})
