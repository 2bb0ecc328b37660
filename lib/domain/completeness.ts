import type { LocalDate } from './wall-clock.ts'

/** What seems to be missing from an active connector's archive, as of when its source was last read. */
export type Completeness = {
  daysWithoutPackage: LocalDate[]
  /** The last date with a message of anybody, when that is longer ago than usual. */
  silentSince: LocalDate | null
  silentPeople: { count: number; newest: { name: string; lastDay: LocalDate }[] }
}
