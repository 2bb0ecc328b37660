import { readWallClock } from './wall-clock.ts'

/** `2026-11-22T08:00`, as a date-time field of a form has it: a wall clock without zone. */
export type LocalDateTime = string

/** What the wall clock of a zone shows, to the minute. */
export function toLocalDateTime(instant: Date, timeZone: string): LocalDateTime {
  const { date, time } = readWallClock(instant, timeZone)
  return `${date}T${time}`
}

/**
 * The instant at which the wall clock of a zone shows that time; where daylight saving shows it twice, the first.
 * A time that the clock skips becomes one an hour away, which for a cut-over is as good.
 */
export function toInstant(local: LocalDateTime, timeZone: string): Date {
  const asUtcMs = Date.parse(`${local}:00Z`)
  const offsetAt = (instantMs: number) =>
    Date.parse(`${toLocalDateTime(new Date(instantMs), timeZone)}:00Z`) - instantMs
  // The offsets of a day earlier and a day later are those on both sides of any change.
  const candidates = [asUtcMs - DAY_MS, asUtcMs + DAY_MS].map((nearbyMs) => asUtcMs - offsetAt(nearbyMs))
  const exact = candidates.filter((ms) => toLocalDateTime(new Date(ms), timeZone) === local)
  return new Date(Math.min(...(exact.length > 0 ? exact : candidates)))
}

/** `08:30`, as the clock of a day has it. */
export function isTimeOfDay(text: string | undefined): text is string {
  return text !== undefined && /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

const DAY_MS = 86_400_000
