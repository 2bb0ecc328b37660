/** `2026-11-22`: a date of some time zone. */
export type LocalDate = string

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Zones reach from UTC-12 to UTC+14. */
const WIDEST_OFFSET_MINUTES = 14 * 60

/** What the wall clock of a zone shows, to the minute: `2026-11-22` and `08:00`. */
export function readWallClock(instant: Date, timeZone: string): { date: LocalDate; time: string } {
  const instantMs = instant.getTime()
  // Before, some zones are off by seconds; long after, nobody knows.
  if (!(instantMs >= 0 && instantMs < Date.UTC(2200, 0))) return askFormat(instant, timeZone)
  const shown = new Date(instantMs + offsetMs(instantMs, timeZone)).toISOString()
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) }
}

function askFormat(instant: Date, timeZone: string): { date: LocalDate; time: string } {
  const parts = formatFor(timeZone).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((found) => found.type === type)?.value ?? ''
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  }
}

export function addDays(date: LocalDate, days: number): LocalDate {
  const instant = new Date(`${date}T00:00:00Z`)
  instant.setUTCDate(instant.getUTCDate() + days)
  return instant.toISOString().slice(0, 10)
}

/** Whole days from one date to another; negative when it lies before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/** 0 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay()
}

/** The first minute whose wall clock reads that date and time, or a later time where the clock skips it. */
export function instantOf(date: LocalDate, time: string, timeZone: string): Date {
  const key = `${timeZone} ${date} ${time}`
  const known = instants.get(key)
  if (known !== undefined) return new Date(known)
  if (instants.size >= MOST_INSTANTS) instants.clear()
  const found = searchInstant(date, time, timeZone)
  instants.set(key, found.getTime())
  return found
}

/** The days of 200 connectors begin at the same few instants: found anew, they took a third of the Connectors tab's time. */
const MOST_INSTANTS = 5_000
const instants = new Map<string, number>()

function searchInstant(date: LocalDate, time: string, timeZone: string): Date {
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

/**
 * How far a zone's clock is ahead of UTC. Zones change it at a full quarter of an hour of UTC, so one answer holds for the quarter:
 * a formatter takes 5 µs each time, and the Connectors tab with 200 connectors asked it ten thousand times (47 ms of its 145).
 */
function offsetMs(instantMs: number, timeZone: string): number {
  const slots = offsets.get(timeZone) ?? new Map<number, number>()
  if (slots.size === 0) offsets.set(timeZone, slots)
  const slotStartMs = Math.floor(instantMs / SLOT_MS) * SLOT_MS
  const known = slots.get(slotStartMs)
  if (known !== undefined) return known
  if (slots.size >= MOST_SLOTS) slots.clear()
  const { date, time } = askFormat(new Date(slotStartMs), timeZone)
  const found = Date.parse(`${date}T${time}:00Z`) - slotStartMs
  slots.set(slotStartMs, found)
  return found
}

const SLOT_MS = 15 * MINUTE_MS
/** A hundred days a zone; a first import reads messages of years. */
const MOST_SLOTS = 10_000
const offsets = new Map<string, Map<number, number>>()

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
