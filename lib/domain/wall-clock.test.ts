import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf, readWallClock } from './wall-clock.ts'

const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'Europe/Stockholm',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Africa/Casablanca',
]

/** As Intl says it, without anything remembered. */
function asIntl(instant: Date, timeZone: string) {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    instant,
  )
  const [date, time] = text.split(' ')
  return { date, time }
}

describe('the wall clock of a zone', () => {
  test('is what Intl says, at any minute', () => {
    const instants = fc.date({
      min: new Date('1973-01-01T00:00:00Z'),
      max: new Date('2090-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
        expect(readWallClock(instant, zone)).toEqual(asIntl(instant, zone))
      }),
    )
  })

  test.each([
    ['Europe/Stockholm', '2026-03-29T01:00:00Z'],
    ['Europe/Stockholm', '2026-10-25T01:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['Pacific/Chatham', '2026-09-26T14:00:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('of %s is right on both sides of the change at %s, whichever was asked first', (zone, change) => {
    for (const minutes of [20, -1, 0, 1, -20]) {
      const instant = new Date(Date.parse(change) + minutes * 60_000)
      expect(readWallClock(instant, zone)).toEqual(asIntl(instant, zone))
    }
  })

  test('is also known where nothing is remembered of it', () => {
    expect(readWallClock(new Date('1950-06-01T12:00:00Z'), 'Asia/Shanghai').date).toBe('1950-06-01')
    expect(readWallClock(new Date('2300-06-01T12:00:00Z'), 'UTC')).toEqual({
      date: '2300-06-01',
      time: '12:00',
    })
  })
})

test('the instant of a time that the clock skips is the end of the gap', () => {
  expect(instantOf('2026-03-29', '02:30', 'Europe/Stockholm')).toEqual(new Date('2026-03-29T01:00:00Z'))
  expect(instantOf('2026-11-22', '08:30', 'Asia/Shanghai')).toEqual(new Date('2026-11-22T00:30:00Z'))
})
