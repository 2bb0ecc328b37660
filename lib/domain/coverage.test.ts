import { expect, test } from 'vitest'
import { coverage } from './coverage.ts'
import { type RunDay, stripDates } from './day-strip.ts'

const DATES = stripDates(new Date('2026-11-22T12:00:00Z'), 'UTC', 6)

function ran(date: string, change: Partial<RunDay> = {}): RunDay {
  return { date, lastState: 'completed', isGoingOn: false, hadProblems: false, hadItems: true, ...change }
}

function states(runDays: RunDay[], daysWithoutPackage: string[] = []) {
  return coverage({ dates: DATES, runDays, daysWithoutPackage, startedOn: '2026-11-18' }).map(
    ({ state }) => state,
  )
}

test('each date says what its runs came to, and what was before the start', () => {
  expect(
    states([
      ran('2026-11-18'),
      ran('2026-11-19', { hadProblems: true }),
      ran('2026-11-20', { hadItems: false }),
      ran('2026-11-22', { isGoingOn: true }),
    ]),
  ).toEqual(['before-start', 'complete', 'with-problems', 'nothing-received', 'no-run', 'running'])
})

test('a date without its package is a gap however well the run ended, and a failed run is a failed run', () => {
  const runDays = [
    ran('2026-11-19', { hadItems: false }),
    ran('2026-11-20'),
    ran('2026-11-21', { lastState: 'failed' }),
  ]
  const gaps = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21']
  expect(states(runDays, gaps)).toEqual(['before-start', 'gap', 'gap', 'gap', 'failed', 'no-run'])
})
