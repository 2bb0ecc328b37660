import { describe, expect, test } from 'vitest'
import { type DayOutcome, dayStrip, type RunDay, STRIP_DAYS, stripDates } from './day-strip.ts'

const HOUR_MS = 3_600_000
const COMPLETED: RunDay = {
  date: '2026-11-22',
  lastState: 'completed',
  isGoingOn: false,
  hadProblems: false,
  hadItems: true,
}

test('the strip ends with the date that the clock of the connector shows', () => {
  const now = new Date('2026-11-22T17:00:00Z')
  const inLondon = stripDates(now, 'Europe/London')
  const inShanghai = stripDates(now, 'Asia/Shanghai')
  expect(inLondon).toHaveLength(STRIP_DAYS)
  expect(inLondon[0]?.date).toBe('2026-11-09')
  expect(inLondon.at(-1)?.date).toBe('2026-11-22')
  expect(inShanghai.at(-1)).toEqual({
    date: '2026-11-23',
    begins: new Date('2026-11-22T16:00:00Z'),
    ends: new Date('2026-11-23T16:00:00Z'),
  })
})

test('a date is as long as the zone makes it, and each ends where the next begins', () => {
  const dates = stripDates(new Date('2026-10-30T12:00:00Z'), 'Europe/Berlin')
  for (const [index, { ends }] of dates.slice(0, -1).entries()) expect(ends).toEqual(dates[index + 1]?.begins)
  const hours = (date: string) => {
    const found = dates.find((day) => day.date === date)
    return found && (found.ends.getTime() - found.begins.getTime()) / HOUR_MS
  }
  expect(hours('2026-10-24')).toBe(24)
  expect(hours('2026-10-25')).toBe(25)
})

describe('the mark of a date', () => {
  const dates = stripDates(new Date('2026-11-22T12:00:00Z'), 'UTC')
  const markOf = (day: Partial<RunDay>) => dayStrip(dates, [{ ...COMPLETED, ...day }]).at(-1)?.outcome

  test.each<[string, Partial<RunDay>, DayOutcome]>([
    ['complete, when all that came was imported', {}, 'complete'],
    ['nothing received, when the runs found nothing', { hadItems: false }, 'nothing-received'],
    ['with problems, when one run had some', { hadProblems: true }, 'with-problems'],
    ['failed, when the last run failed', { lastState: 'failed', hadProblems: true }, 'failed'],
    ['complete, when a run after the one that failed was', { lastState: 'completed' }, 'complete'],
    ['with problems, when the last run was cancelled', { lastState: 'cancelled' }, 'with-problems'],
    ['running, while one goes on', { isGoingOn: true, lastState: 'delivering' }, 'running'],
  ])('%s', (_, day, expected) => {
    expect(markOf(day)).toBe(expected)
  })

  test('no run, when there was none', () => {
    expect(dayStrip(dates, []).map(({ outcome }) => outcome)).toEqual(Array(STRIP_DAYS).fill('no-run'))
  })

  test('is none of a date that is not on the strip', () => {
    const marks = dayStrip(dates, [{ ...COMPLETED, date: '2026-01-01' }])
    expect(marks.every(({ outcome }) => outcome === 'no-run')).toBe(true)
  })
})
