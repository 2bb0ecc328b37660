import type { ConnectorState } from './connector-status.ts'
import { deliveriesBook, itemsBook, type RunCounts } from './run-books.ts'
import { isFinal, type RunState } from './run-state.ts'

/** What of a connector somebody should know beside its status; a key of the message files, under `connectors.warnings`. */
export type ConnectorWarning = {
  kind: 'late' | 'open-books' | 'failed' | 'partially-imported' | 'packages-refused'
  count: number
}

/** A day and two hours: a run is planned every day within a minute, and daylight saving moves it by one hour. */
const LATE_HOURS = 26
const HOUR_MS = 3_600_000

export function connectorWarnings(
  connector: { state: ConnectorState; finishedAt: Date | null },
  lastRun: { state: RunState; counts: RunCounts; packagesRefused: number; createdAt: Date } | null,
  now: Date,
): ConnectorWarning[] {
  const warnings: ConnectorWarning[] = []
  const add = (kind: ConnectorWarning['kind'], count: number) => {
    if (count > 0) warnings.push({ kind, count })
  }
  const planned = lastRun?.createdAt ?? connector.finishedAt
  const hoursSince = planned ? Math.floor((now.getTime() - planned.getTime()) / HOUR_MS) : 0
  if (connector.state === 'active' && hoursSince >= LATE_HOURS) add('late', hoursSince)
  if (!lastRun) return warnings
  if (isFinal(lastRun.state) && lastRun.state !== 'failed') {
    const books = [itemsBook(lastRun.counts), deliveriesBook(lastRun.counts)]
    add(
      'open-books',
      books.reduce((sum, book) => sum + Math.abs(book.difference), 0),
    )
  }
  add('failed', lastRun.counts.failed)
  add('partially-imported', lastRun.counts.partiallyImported)
  add('packages-refused', lastRun.packagesRefused)
  return warnings
}
