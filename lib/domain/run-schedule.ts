import type { RunState } from './run-state.ts'
import { addDays, instantOf, type LocalDate, readWallClock } from './wall-clock.ts'

/**
 * The date of the newest scheduled run that should have begun by now, or null when the first one is still to come.
 *
 * It compares wall-clock time, not elapsed hours: a day of 23 or 25 hours has one run like any other. A time that
 * daylight saving skips (02:30 in spring) is due as soon as the clock has passed it. Uniqueness per date is the
 * database's part, so a minute tick may ask as often as it likes, on any number of machines.
 */
export function dueLocalDate(options: {
  now: Date
  scheduleTime: string
  timeZone: string
  /** When the connector began: the schedule owes nothing before it. */
  since: Date
}): LocalDate | null {
  const { date, time } = readWallClock(options.now, options.timeZone)
  const due = time >= options.scheduleTime ? date : addDays(date, -1)
  const start = readWallClock(options.since, options.timeZone)
  const firstDate = start.time < options.scheduleTime ? start.date : addDays(start.date, 1)
  return due >= firstDate ? due : null
}

/** When the clock next shows the time of a run, for a connector that has had none. */
export function nextScheduledAt(options: { now: Date; scheduleTime: string; timeZone: string }): Date {
  const { date, time } = readWallClock(options.now, options.timeZone)
  const target = time >= options.scheduleTime ? addDays(date, 1) : date
  return instantOf(target, options.scheduleTime, options.timeZone)
}

/**
 * When the next scheduled run begins, given the dates whose run exists already: a time that is moved to later in the
 * day brings no second run of that day, and one that is due and not there yet begins `now`, at the next tick. Exact also
 * across a change of daylight saving.
 */
export function nextRunAt(options: {
  now: Date
  scheduleTime: string
  timeZone: string
  since: Date
  /** Of the connector's newest scheduled runs; the last three are enough. */
  doneDates: readonly LocalDate[]
}): Date {
  const { now, scheduleTime, timeZone, doneDates } = options
  const due = dueLocalDate(options)
  if (due && !doneDates.includes(due)) return now
  const { date, time } = readWallClock(now, timeZone)
  let target = time >= scheduleTime ? addDays(date, 1) : date
  while (doneDates.includes(target)) target = addDays(target, 1)
  return instantOf(target, scheduleTime, timeZone)
}

/** A worker plans within a minute and begins at once; whoever needs longer than this is stopped, or overrun. */
const LATE_AFTER_MS = 10 * 60_000

/**
 * When the scheduled run should have begun that has not even been planned; null while nobody has to worry. A connector
 * that has just been resumed or changed is given the same patience.
 */
export function lateSince(options: Parameters<typeof nextRunAt>[0] & { changedAt: Date }): Date | null {
  const due = dueLocalDate(options)
  if (!due || options.doneDates.includes(due)) return null
  const dueAt = instantOf(due, options.scheduleTime, options.timeZone)
  const owedSinceMs = Math.max(dueAt.getTime(), options.changedAt.getTime())
  return options.now.getTime() - owedSinceMs >= LATE_AFTER_MS ? dueAt : null
}

/** The same for a run that is planned, and that no worker has begun. */
function plannedTooLong(plannedAt: Date, now: Date): boolean {
  return now.getTime() - plannedAt.getTime() >= LATE_AFTER_MS
}

/**
 * When the scheduled run should have begun that has not: not even planned, or planned and not taken by a worker. Judged by
 * the dates whose run exists, not by the newest run: a re-drive or a run by hand is no scheduled run.
 */
export function lateRun(options: {
  isActive: boolean
  newestRun: { state: RunState; createdAt: Date } | null
  schedule: Parameters<typeof lateSince>[0]
}): Date | null {
  const { isActive, newestRun, schedule } = options
  if (!isActive) return null
  if (newestRun?.state === 'planned')
    return plannedTooLong(newestRun.createdAt, schedule.now) ? newestRun.createdAt : null
  return lateSince(schedule)
}
