import { datesBetween, isHabitKnown, usualWeekdays } from './active-days.ts'
import { addDays, type LocalDate } from './wall-clock.ts'

/** How far back the habit of a source is read: eight weeks have each weekday eight times. */
export const PACKAGE_HABIT_DAYS = 56
/** A missing day is told for two weeks: longer than most people are away, and no list that nobody reads any more. */
const TOLD_DAYS = 14

/**
 * The dates of the last two weeks, or of as many days as are asked for, on which a package usually comes and none has come. Not the date of `asOf`, when the
 * site was last looked at: its package may still come. Package numbers say nothing of this: they follow size and
 * count limits. None for a source that is too young to judge.
 *
 * The habit is read up to the last package: a source that has stopped keeps missing its days.
 *
 * @param days on which packages came, sorted, each once, of the last eight weeks.
 */
export function daysWithoutPackage(
  days: readonly LocalDate[],
  asOf: LocalDate,
  toldDays = TOLD_DAYS,
): LocalDate[] {
  const [first] = days
  if (!first || !isHabitKnown(days)) return []
  const came = new Set(days)
  const toldAfter = addDays(asOf, -toldDays - 1)
  const after = toldAfter > first ? toldAfter : first
  return datesBetween(after, asOf, usualWeekdays(days)).filter((day) => !came.has(day))
}
