import type { Completeness } from './completeness.ts'
import { deliveriesBook, itemsBook, type RunCounts } from './run-books.ts'
import type { RunState } from './run-state.ts'
import type { LocalDate } from './wall-clock.ts'

/** What of a connector somebody should know beside its status; its kind is a key of the message files. */
export type ConnectorWarning =
  | { kind: 'late' | 'open-books' | 'failed' | 'partially-imported' | 'packages-refused'; count: number }
  /** Rows of the custom mapping whose address belongs to somebody else by now. */
  | { kind: 'address-moved'; count: number }
  | RunWarning
  | CompletenessWarning

/** Something that one run has found, and whose page tells more. */
export type RunFinding = { runId: string; count: number }

export type RunWarning = { kind: 'doubles' | 'people-unanswered' } & RunFinding

/** What seems to be missing; `days` and `people` may be fewer than `count`. */
export type CompletenessWarning =
  | { kind: 'days-without-package' | 'source-silent'; count: number; days: LocalDate[] }
  | { kind: 'people-silent'; count: number; people: { name: string; lastDay: LocalDate }[] }

export function isCompletenessWarning(warning: ConnectorWarning): warning is CompletenessWarning {
  return 'days' in warning || 'people' in warning
}

export function isRunWarning(warning: ConnectorWarning): warning is RunWarning {
  return 'runId' in warning
}

/** From what keeps most from being archived to what only somebody should know. What calls for an alert of a weight has the same here: see alert-kinds.ts. */
const SEVERITIES = {
  'source-silent': 'error',
  'days-without-package': 'error',
  late: 'error',
  'open-books': 'error',
  doubles: 'error',
  'packages-refused': 'warning',
  failed: 'warning',
  'people-silent': 'warning',
  'address-moved': 'warning',
  'partially-imported': 'warning',
  'people-unanswered': 'warning',
} as const satisfies Record<ConnectorWarning['kind'], 'error' | 'warning'>

const BY_WEIGHT = Object.keys(SEVERITIES)

/** The one to name where there is room for one. */
export function worstWarning(warnings: readonly ConnectorWarning[]): ConnectorWarning | null {
  return warnings.toSorted((a, b) => BY_WEIGHT.indexOf(a.kind) - BY_WEIGHT.indexOf(b.kind))[0] ?? null
}

export function warningSeverity({ kind }: ConnectorWarning): 'error' | 'warning' {
  return SEVERITIES[kind]
}

const HOUR_MS = 3_600_000

type LastRun = {
  id: string
  state: RunState
  counts: RunCounts
  packagesRefused: number
  peopleUnanswered: number
}

export function connectorWarnings(
  lastRun: LastRun | null,
  /** When the scheduled run should have begun that has not. */
  lateSince: Date | null,
  completeness: Completeness | null,
  /** Of the newest look through the folders that a run has written to. */
  doubles: RunFinding | null,
  now: Date,
  movedAddresses = 0,
): ConnectorWarning[] {
  const warnings: ConnectorWarning[] = []
  const add = (kind: Exclude<ConnectorWarning, CompletenessWarning | RunWarning>['kind'], count: number) => {
    if (count > 0) warnings.push({ kind, count })
  }
  if (lateSince) {
    warnings.push({ kind: 'late', count: Math.floor((now.getTime() - lateSince.getTime()) / HOUR_MS) })
  }
  if (completeness) warnings.push(...completenessWarnings(completeness))
  if (doubles) warnings.push({ kind: 'doubles', ...doubles })
  add('address-moved', movedAddresses)
  if (!lastRun) return warnings
  // One that was stopped on its way to the deliveries leaves its books open, to the next run.
  if (lastRun.state === 'completed' || lastRun.state === 'completed-with-problems') {
    const books = [itemsBook(lastRun.counts), deliveriesBook(lastRun.counts)]
    add(
      'open-books',
      books.reduce((sum, book) => sum + Math.abs(book.difference), 0),
    )
  }
  add('failed', lastRun.counts.failed)
  add('partially-imported', lastRun.counts.partiallyImported)
  add('packages-refused', lastRun.packagesRefused)
  if (lastRun.peopleUnanswered > 0)
    warnings.push({ kind: 'people-unanswered', runId: lastRun.id, count: lastRun.peopleUnanswered })
  return warnings
}

function completenessWarnings(found: Completeness): CompletenessWarning[] {
  const warnings: CompletenessWarning[] = []
  const { daysWithoutPackage: days, silentSince, silentPeople } = found
  if (days.length > 0) warnings.push({ kind: 'days-without-package', count: days.length, days })
  // Where nobody is heard of, the source is what is silent, and to name people would lead astray.
  if (silentSince) warnings.push({ kind: 'source-silent', count: 1, days: [silentSince] })
  else if (silentPeople.count > 0) {
    warnings.push({ kind: 'people-silent', count: silentPeople.count, people: silentPeople.newest })
  }
  return warnings
}
