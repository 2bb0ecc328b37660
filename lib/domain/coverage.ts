import { outcomeOf, type RunDay, type StripDate } from './day-strip.ts'
import type { RunCounts } from './run-books.ts'
import type { LocalDate } from './wall-clock.ts'

export const COVERAGE_DAYS = 90

/** In the order of the legend. */
export const COVERAGE_STATES = [
  'complete',
  'with-problems',
  'failed',
  'gap',
  'nothing-received',
  'running',
  'no-run',
  'before-start',
] as const

export type CoverageState = (typeof COVERAGE_STATES)[number]

/** What the runs of a date have brought. */
export type DayDeliveries = {
  date: LocalDate
  /** Of the run that began last. */
  runId: string
} & Pick<
  RunCounts,
  'itemsAvailable' | 'itemsQuarantined' | 'imported' | 'partiallyImported' | 'skipped' | 'failed'
>

export type CoverageDay = { date: LocalDate; state: CoverageState }

/** What each date came to. A date on which a package usually comes, and none has come, is a gap however well its run ended. */
export function coverage(facts: {
  dates: readonly StripDate[]
  runDays: readonly RunDay[]
  daysWithoutPackage: readonly LocalDate[]
  /** The date on which the connector began. */
  startedOn: LocalDate
}): CoverageDay[] {
  const byDate = new Map(facts.runDays.map((day) => [day.date, day]))
  const gaps = new Set(facts.daysWithoutPackage)
  return facts.dates.map(({ date }) => {
    const run = byDate.get(date)
    const outcome = run ? outcomeOf(run) : 'no-run'
    if (outcome === 'running' || outcome === 'failed') return { date, state: outcome }
    if (gaps.has(date) && date >= facts.startedOn) return { date, state: 'gap' }
    if (outcome === 'no-run' && date < facts.startedOn) return { date, state: 'before-start' }
    return { date, state: outcome }
  })
}
