import { datesBetween, isHabitKnown, usualWeekdays } from './active-days.ts'
import { addDays, type LocalDate, weekdayOf } from './wall-clock.ts'

/** What is known of a person's habit; older dates say how it used to be. */
const REMEMBERED_DAYS = 60
/** A long weekend, or a sick day, is not worth anybody's attention, however busy a person is. */
const LEAST_SILENCE_DAYS = 3
const TIMES_USUAL_GAP = 3
/** The gap that nine of ten are no longer than: one holiday in the past does not make every silence usual. */
const USUAL_SHARE = 0.9

/** The dates of before and the new ones, sorted, each once, the newest that are worth remembering. */
export function rememberDays(known: readonly LocalDate[], fresh: readonly LocalDate[]): LocalDate[] {
  return [...new Set([...known, ...fresh])].sort().slice(-REMEMBERED_DAYS)
}

/**
 * The date from which on a silence is longer than usual, by the dates on which there were messages; null while too few
 * are known to say what is usual. It depends on the dates alone, so it is worked out when messages come in, and a page
 * only has to compare it with the calendar.
 *
 * Longer than usual is more than three days, and more than three times the usual gap. Three times, because the usual gap is
 * the one that nine of ten do not exceed: where only chance makes the gaps (exponential), one of a thousand is longer, so
 * what is told is rarely chance even among hundreds of people. Days are counted on which there usually are messages:
 * after a Friday, Monday is the next one for somebody who never writes at weekends.
 *
 * @param days sorted, each once.
 */
export function silentFrom(days: readonly LocalDate[]): LocalDate | null {
  const last = days.at(-1)
  if (!last || !isHabitKnown(days)) return null
  const weekdays = usualWeekdays(days)
  const gaps = days
    .slice(1)
    .map((day, index) => datesBetween(days[index] ?? day, day, weekdays).length + 1)
    .sort((left, right) => left - right)
  const usualGap = gaps[Math.ceil(gaps.length * USUAL_SHARE) - 1] ?? 1
  const mostMissed = Math.max(LEAST_SILENCE_DAYS, TIMES_USUAL_GAP * usualGap)
  let day = addDays(last, 1)
  for (let missed = 0; missed < mostMissed; day = addDays(day, 1)) {
    if (weekdays.has(weekdayOf(day))) missed += 1
  }
  return day
}
