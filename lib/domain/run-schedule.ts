/** `2026-11-22`: a date of the connector's own time zone. */
export type LocalDate = string

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
  const { date, time } = wallClock(options.now, options.timeZone)
  const due = time >= options.scheduleTime ? date : dayBefore(date)
  const start = wallClock(options.since, options.timeZone)
  const firstDate = start.time < options.scheduleTime ? start.date : dayAfter(start.date)
  return due >= firstDate ? due : null
}

/** When the next scheduled run begins, to the minute. Exact also across a change of daylight saving. */
export function nextScheduledAt(options: { now: Date; scheduleTime: string; timeZone: string }): Date {
  const { date, time } = wallClock(options.now, options.timeZone)
  const target = time >= options.scheduleTime ? dayAfter(date) : date
  return instantOf(target, options.scheduleTime, options.timeZone)
}

function wallClock(instant: Date, timeZone: string): { date: LocalDate; time: string } {
  const parts = formatFor(timeZone).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((found) => found.type === type)?.value ?? ''
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  }
}

/** Making a formatter costs some 50 times its use; there are as many as zones in use. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
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
    const clock = wallClock(new Date(middle + guess * MINUTE_MS), timeZone)
    if (`${clock.date} ${clock.time}` < wanted) low = guess + 1
    else high = guess
  }
  return new Date(middle + low * MINUTE_MS)
}
