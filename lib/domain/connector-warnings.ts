import { deliveriesBook, itemsBook, type RunCounts } from './run-books.ts'
import { isFinal, type RunState } from './run-state.ts'

/** What of a connector somebody should know beside its status; a key of the message files, under `connectors.warnings`. */
export type ConnectorWarning = {
  kind: 'late' | 'open-books' | 'failed' | 'partially-imported' | 'packages-refused'
  count: number
}

const HOUR_MS = 3_600_000

export function connectorWarnings(
  lastRun: { state: RunState; counts: RunCounts; packagesRefused: number } | null,
  /** When the scheduled run should have begun that has not. */
  lateSince: Date | null,
  now: Date,
): ConnectorWarning[] {
  const warnings: ConnectorWarning[] = []
  const add = (kind: ConnectorWarning['kind'], count: number) => {
    if (count > 0) warnings.push({ kind, count })
  }
  if (lateSince) {
    warnings.push({ kind: 'late', count: Math.floor((now.getTime() - lateSince.getTime()) / HOUR_MS) })
  }
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
