import { type LocalDate, readWallClock } from './wall-clock.ts'

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
  const due = time >= options.scheduleTime ? date : dayBefore(date)
  const start = readWallClock(options.since, options.timeZone)
  const firstDate = start.time < options.scheduleTime ? start.date : dayAfter(start.date)
  return due >= firstDate ? due : null
}

/** When the clock next shows the time of a run, for a connector that has had none. */
export function nextScheduledAt(options: { now: Date; scheduleTime: string; timeZone: string }): Date {
  const { date, time } = readWallClock(options.now, options.timeZone)
  const target = time >= options.scheduleTime ? dayAfter(date) : date
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
  let target = time >= scheduleTime ? dayAfter(date) : date
  while (doneDates.includes(target)) target = dayAfter(target)
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
export function plannedTooLong(plannedAt: Date, now: Date): boolean {
  return now.getTime() - plannedAt.getTime() >= LATE_AFTER_MS
}

function dayAfter(date: LocalDate): LocalDate {
  return shift(date, 1)
}

function dayBefore(date: LocalDate): LocalDate {
  return shift(date, -1)
}

function shift(date: LocalDate, days: number): LocalDate {
  const instant = new Date(`${date}T00:00:00Z`)
  instant.setUTCDate(instant.getUTCDate() + days)
  return instant.toISOString().slice(0, 10)
}

const MINUTE_MS = 60_000
/** Zones reach from UTC-12 to UTC+14. */
const WIDEST_OFFSET_MINUTES = 14 * 60

/** The first minute whose wall clock reads that date and time, or a later time where the clock skips it. */
function instantOf(date: LocalDate, time: string, timeZone: string): Date {
  const wanted = `${date} ${time}`
  const middle = Date.parse(`${date}T${time}:00Z`)
  let low = -WIDEST_OFFSET_MINUTES
  let high = WIDEST_OFFSET_MINUTES
  while (low < high) {
    const guess = Math.floor((low + high) / 2)
    const clock = readWallClock(new Date(middle + guess * MINUTE_MS), timeZone)
    if (`${clock.date} ${clock.time}` < wanted) low = guess + 1
    else high = guess
  }
  return new Date(middle + low * MINUTE_MS)
}
