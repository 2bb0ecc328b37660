import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueLocalDate, lateRun, lateSince, nextRunAt } from './run-schedule.ts'

const SHANGHAI = { scheduleTime: '08:00', timeZone: 'Asia/Shanghai' }
const BERLIN = { scheduleTime: '02:30', timeZone: 'Europe/Berlin' }
const LONG_AGO = new Date('2020-01-01T00:00:00Z')

describe('a daily run', () => {
  test.each([
    ['one minute before its time', '2026-11-21T23:59:00Z', '2026-11-21'],
    ['at its time', '2026-11-22T00:00:00Z', '2026-11-22'],
    ['late in the evening', '2026-11-22T15:59:00Z', '2026-11-22'],
    ['after midnight there', '2026-11-22T16:01:00Z', '2026-11-22'],
  ])('is due %s for the right local date', (_, now, date) => {
    expect(dueLocalDate({ ...SHANGHAI, now: new Date(now), since: LONG_AGO })).toBe(date)
  })

  test('is not owed for a time before the connector began', () => {
    const since = new Date('2026-11-22T03:00:00Z')
    expect(dueLocalDate({ ...SHANGHAI, now: new Date('2026-11-22T04:00:00Z'), since })).toBeNull()
    expect(dueLocalDate({ ...SHANGHAI, now: new Date('2026-11-23T00:00:00Z'), since })).toBe('2026-11-23')
  })

  test('is due after the time that daylight saving skips', () => {
    expect(dueLocalDate({ ...BERLIN, now: new Date('2026-03-29T00:59:00Z'), since: LONG_AGO })).toBe(
      '2026-03-28',
    )
    expect(dueLocalDate({ ...BERLIN, now: new Date('2026-03-29T01:00:00Z'), since: LONG_AGO })).toBe(
      '2026-03-29',
    )
    const now = new Date('2026-03-29T00:30:00Z')
    expect(nextRunAt({ ...BERLIN, now, since: LONG_AGO, doneDates: ['2026-03-28'] }).toISOString()).toBe(
      '2026-03-29T01:00:00.000Z',
    )
  })

  test('has no second date for the hour that daylight saving repeats', () => {
    const dates = [
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:00:00Z',
      '2026-10-25T01:30:00Z',
    ].map((now) => dueLocalDate({ ...BERLIN, now: new Date(now), since: LONG_AGO }))
    // Half an hour of the 25th reads as before 02:30 again: the 24th, which is planned already, is the answer.
    expect(dates).toEqual(['2026-10-24', '2026-10-25', '2026-10-24', '2026-10-25'])
  })

  test('misses no local date over the year, in any zone', () => {
    const zones = [
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/New_York',
      'Pacific/Apia',
      'Australia/Lord_Howe',
      'UTC',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(0, 15, 59),
        (timeZone, hour, minute) => {
          const scheduleTime = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
          const due = new Set<string>()
          const start = Date.parse('2026-01-02T00:00:00Z')
          for (let hours = 0; hours < 24 * 365; hours += 1) {
            const now = new Date(start + hours * 3_600_000)
            due.add(dueLocalDate({ now, scheduleTime, timeZone, since: LONG_AGO }) ?? 'none')
          }
          const dates = [...due].sort()
          return dates.every(
            (date, index) =>
              index === 0 || Date.parse(date) - Date.parse(dates[index - 1] ?? '') === 86_400_000,
          )
        },
      ),
      { numRuns: 6 },
    )
  })
})

describe('the next run', () => {
  const now = new Date('2026-11-22T09:30:00Z')
  const next = (scheduleTime: string, doneDates: string[], since = LONG_AGO) =>
    nextRunAt({ now, scheduleTime, timeZone: 'UTC', since, doneDates }).toISOString()

  test('begins at its time tomorrow once the one of today is there', () => {
    expect(next('08:00', ['2026-11-22'])).toBe('2026-11-23T08:00:00.000Z')
  })

  test('is not a second one today when its time is moved to later in the day', () => {
    expect(next('10:00', ['2026-11-21', '2026-11-22'])).toBe('2026-11-23T10:00:00.000Z')
    expect(next('10:00', ['2026-11-21'])).toBe('2026-11-22T10:00:00.000Z')
  })

  test('begins now when the one of today is due and not there', () => {
    expect(next('08:00', ['2026-11-21'])).toBe(now.toISOString())
  })

  test('is never owed for a time before the connector began', () => {
    expect(next('08:00', [], new Date('2026-11-22T09:00:00Z'))).toBe('2026-11-23T08:00:00.000Z')
  })
})

describe('a scheduled run is late', () => {
  const late = (time: string, more: { doneDates?: string[]; changedAt?: string } = {}) =>
    lateSince({
      now: new Date(`2026-11-22T${time}:00Z`),
      scheduleTime: '08:00',
      timeZone: 'UTC',
      since: LONG_AGO,
      doneDates: more.doneDates ?? ['2026-11-21'],
      changedAt: new Date(more.changedAt ?? LONG_AGO),
    })?.toISOString() ?? null

  test('ten minutes after its time, and not before', () => {
    expect(late('08:09')).toBeNull()
    expect(late('08:10')).toBe('2026-11-22T08:00:00.000Z')
  })

  test('only when it has not been planned', () => {
    expect(late('09:00', { doneDates: ['2026-11-22'] })).toBeNull()
  })

  test('ten minutes after a resume that came later than its time', () => {
    expect(late('12:05', { changedAt: '2026-11-22T12:00:00Z' })).toBeNull()
    expect(late('12:10', { changedAt: '2026-11-22T12:00:00Z' })).not.toBeNull()
  })
})

describe('a connector whose scheduled run of this morning is missing', () => {
  const at = (time: string) => new Date(`2026-11-22T${time}:00Z`)
  const late = (newestRun: Parameters<typeof lateRun>[0]['newestRun'], more: { isActive?: boolean } = {}) =>
    lateRun({
      isActive: more.isActive ?? true,
      newestRun,
      schedule: {
        now: at('11:00'),
        scheduleTime: '08:00',
        timeZone: 'UTC',
        since: LONG_AGO,
        doneDates: ['2026-11-21'],
        changedAt: LONG_AGO,
      },
    })

  test('is late, also when something was driven again since', () => {
    expect(late(null)).toEqual(at('08:00'))
    expect(late({ state: 'completed', createdAt: at('10:00') })).toEqual(at('08:00'))
    expect(late({ state: 'delivering', createdAt: at('10:59') })).toEqual(at('08:00'))
  })

  test('is not late while a run waits for a worker, until it has waited too long', () => {
    expect(late({ state: 'planned', createdAt: at('10:55') })).toBeNull()
    expect(late({ state: 'planned', createdAt: at('10:40') })).toEqual(at('10:40'))
  })

  test('is not late when it is paused', () => {
    expect(late(null, { isActive: false })).toBeNull()
  })
})
