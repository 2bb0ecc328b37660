import { describe, expect, test } from 'vitest'
import { isTimeZone, toInstant, toLocalDateTime } from './wizard-local-time.ts'

describe('a local date and time', () => {
  test.each([
    ['2026-11-21T08:30', 'Asia/Shanghai', '2026-11-21T00:30:00.000Z'],
    ['2026-07-01T08:00', 'Europe/Stockholm', '2026-07-01T06:00:00.000Z'],
    ['2026-12-01T08:00', 'Europe/Stockholm', '2026-12-01T07:00:00.000Z'],
    ['2026-11-21T08:00', 'Asia/Kathmandu', '2026-11-21T02:15:00.000Z'],
    ['2026-11-21T08:00', 'UTC', '2026-11-21T08:00:00.000Z'],
  ])('%s in %s is %s', (local, timeZone, instant) => {
    expect(toInstant(local, timeZone).toISOString()).toBe(instant)
    expect(toLocalDateTime(new Date(instant), timeZone)).toBe(local)
  })

  test('that the clock shows twice is the first of the two: an archive takes rather more than less', () => {
    expect(toInstant('2026-10-25T02:30', 'Europe/Stockholm').toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })

  test('that the clock skips is at most an hour away', () => {
    expect(toInstant('2026-03-29T02:30', 'Europe/Stockholm').toISOString()).toBe('2026-03-29T00:30:00.000Z')
  })
})

test('a time zone is one that the platform knows', () => {
  expect(isTimeZone('Asia/Shanghai')).toBe(true)
  expect(isTimeZone('Mars/Olympus')).toBe(false)
})
