import type { AlertCondition, AlertKind, AlertResolution } from './alert-kinds.ts'
import type { RunFinding } from './connector-warnings.ts'
import { addDays, type LocalDate, readWallClock } from './wall-clock.ts'

/** People who count as silent from the same day on; `names` may be fewer than `count`. */
export type SilentGroup = { from: LocalDate; count: number; names: string[] }

/** What stands in the ledger of an active connector, as of when its source was last read. */
export type StandingFacts = {
  asOf: LocalDate
  daysWithoutPackage: readonly LocalDate[]
  silentSince: LocalDate | null
  silentGroups: readonly SilentGroup[]
  /** Days from which on somebody is silent of whom that is known. */
  mutedFrom: readonly LocalDate[]
  doubles: RunFinding | null
}

export type OpenAlert = { id: bigint; kind: AlertKind; subject: string }

/** Kinds that are judged anew each time, by what is so, and not by a run's end. */
const STANDING_KINDS: readonly AlertKind[] = [
  'run-late',
  'day-without-package',
  'source-silent',
  'people-silent',
  'doubles',
]
/** As long as the pages tell them: see package-days.ts and silent-people.ts. */
const TOLD_DAYS: Partial<Record<AlertKind, number>> = { 'day-without-package': 14, 'people-silent': 30 }

export function standingConditions(facts: StandingFacts): AlertCondition[] {
  const { daysWithoutPackage, silentSince, silentGroups, doubles } = facts
  const found: AlertCondition[] = daysWithoutPackage.map((day) => ({
    kind: 'day-without-package',
    subject: day,
    runId: null,
    facts: { day },
  }))
  // Where nobody is heard of, the source is what is silent, and to name people would lead astray.
  if (silentSince) {
    found.push({ kind: 'source-silent', subject: silentSince, runId: null, facts: { day: silentSince } })
  } else {
    for (const { from, count, names } of silentGroups) {
      found.push({ kind: 'people-silent', subject: from, runId: null, facts: { count, names } })
    }
  }
  if (doubles) {
    found.push({ kind: 'doubles', subject: '', runId: doubles.runId, facts: { count: doubles.count } })
  }
  return found
}

/** A run that is due and has not begun. It is so, or not, also before the source was ever read. */
export function lateConditions(lateSince: Date | null, timeZone: string): AlertCondition[] {
  if (!lateSince) return []
  const { date, time } = readWallClock(lateSince, timeZone)
  return [{ kind: 'run-late', subject: date, runId: null, facts: { day: date, time } }]
}

/** Open alerts of these kinds that are not so any more: over, muted, or only too long ago to be told. */
export function endedStanding(
  open: readonly OpenAlert[],
  now: readonly AlertCondition[],
  /** Null: nothing can be said but of late runs. */
  facts: Pick<StandingFacts, 'asOf' | 'mutedFrom'> | null,
): { id: bigint; how: AlertResolution }[] {
  const stands = new Set(now.map(({ kind, subject }) => `${kind} ${subject}`))
  return open
    .filter(({ kind }) => (facts ? STANDING_KINDS.includes(kind) : kind === 'run-late'))
    .filter(({ kind, subject }) => !stands.has(`${kind} ${subject}`))
    .map(({ id, kind, subject }) => {
      const toldDays = TOLD_DAYS[kind]
      const isOld = facts !== null && toldDays !== undefined && subject <= addDays(facts.asOf, -toldDays)
      const isMuted = kind === 'people-silent' && facts?.mutedFrom.includes(subject)
      return { id, how: isOld ? 'lapsed' : isMuted ? 'muted' : 'ended' }
    })
}
