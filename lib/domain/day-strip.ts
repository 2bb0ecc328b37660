import type { RunState } from './run-state.ts'
import { addDays, instantOf, type LocalDate, readWallClock } from './wall-clock.ts'

export const STRIP_DAYS = 14

export const DAY_OUTCOMES = [
  'complete',
  'with-problems',
  'failed',
  'nothing-received',
  'running',
  'no-run',
] as const

export type DayOutcome = (typeof DAY_OUTCOMES)[number]

export type DayMark = { date: LocalDate; outcome: DayOutcome }

/** A date of a connector's own calendar, and the moments between which it lies. */
export type StripDate = { date: LocalDate; begins: Date; ends: Date }

/** What the runs that belong to one date came to. */
export type RunDay = {
  date: LocalDate
  /** Of the run that began last. */
  lastState: RunState
  isGoingOn: boolean
  hadProblems: boolean
  hadItems: boolean
}

/** The last dates in a time zone, today last: those of the strip, unless it is told how many. */
export function stripDates(now: Date, timeZone: string, count = STRIP_DAYS): StripDate[] {
  const today = readWallClock(now, timeZone).date
  const dates = Array.from({ length: count }, (_, index) => addDays(today, index - count + 1))
  return dates.map((date) => ({
    date,
    begins: instantOf(date, '00:00', timeZone),
    ends: instantOf(addDays(date, 1), '00:00', timeZone),
  }))
}

/** One mark for each date; dates without a run are marked too. */
export function dayStrip(dates: readonly StripDate[], runDays: readonly RunDay[]): DayMark[] {
  const byDate = new Map(runDays.map((day) => [day.date, day]))
  return dates.map(({ date }) => {
    const day = byDate.get(date)
    return { date, outcome: day ? outcomeOf(day) : 'no-run' }
  })
}

/**
 * A failed run is made good by one that ended well after it: the next run brings what it did not. Problems are not: what
 * they left behind is in no later run of its own accord. A cancelled run has left something too.
 */
export function outcomeOf(day: RunDay): DayOutcome {
  if (day.isGoingOn) return 'running'
  if (day.lastState === 'failed') return 'failed'
  if (day.hadProblems || day.lastState === 'cancelled') return 'with-problems'
  return day.hadItems ? 'complete' : 'nothing-received'
}
