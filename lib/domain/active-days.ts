import { addDays, daysBetween, type LocalDate, weekdayOf } from './wall-clock.ts'

/** On how many weekdays, of its busiest one's days, a weekday has to be active to be one of the habit: a quarter. */
const HABIT_SHARE = 1 / 4

/**
 * The weekdays on which something usually happens, by the dates on which it did. A source that never sends at the weekend
 * is not missing it, and one message on one Saturday makes no habit. Against the busiest weekday and not against the
 * calendar: so it works for somebody who writes every third week too.
 */
export function usualWeekdays(days: readonly LocalDate[]): ReadonlySet<number> {
  const counts = new Map<number, number>()
  for (const day of days) counts.set(weekdayOf(day), (counts.get(weekdayOf(day)) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  return new Set([...counts].filter(([, count]) => count >= most * HABIT_SHARE).map(([weekday]) => weekday))
}

/** The dates strictly between two that fall on one of the weekdays, oldest first. */
export function datesBetween(
  after: LocalDate,
  before: LocalDate,
  weekdays: ReadonlySet<number>,
): LocalDate[] {
  const dates: LocalDate[] = []
  for (let day = addDays(after, 1); day < before; day = addDays(day, 1)) {
    if (weekdays.has(weekdayOf(day))) dates.push(day)
  }
  return dates
}

/** Fewer dates, or a shorter time, tell chance from habit no better than a guess. */
const FEWEST_DAYS = 5
const SHORTEST_SPAN_DAYS = 14

/** Whether sorted, distinct dates are enough to speak of a habit. */
export function isHabitKnown(days: readonly LocalDate[]): boolean {
  const [first] = days
  const last = days.at(-1)
  if (!first || !last) return false
  return days.length >= FEWEST_DAYS && daysBetween(first, last) >= SHORTEST_SPAN_DAYS
}
