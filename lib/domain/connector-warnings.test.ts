import { describe, expect, test } from 'vitest'
import { connectorWarnings } from './connector-warnings.ts'

const now = new Date('2026-11-22T09:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const clean = {
  itemsAvailable: 10,
  itemsRouted: 10,
  itemsQuarantined: 0,
  itemsSystemEvents: 0,
  itemsBeforeStart: 0,
  deliveriesAvailable: 12,
  imported: 12,
  partiallyImported: 0,
  skipped: 0,
  failed: 0,
  pending: 0,
}
const run = { state: 'completed', counts: clean, packagesRefused: 0 } as const

describe('a connector warns', () => {
  test('of nothing when its last run was clean', () => {
    expect(connectorWarnings(run, null, now)).toEqual([])
    expect(connectorWarnings(null, null, now)).toEqual([])
  })

  test('of deliveries that failed or are partial, and of packages that were not taken', () => {
    const counts = { ...clean, imported: 7, partiallyImported: 2, failed: 3 }
    expect(connectorWarnings({ ...run, counts, packagesRefused: 1 }, null, now)).toEqual([
      { kind: 'failed', count: 3 },
      { kind: 'partially-imported', count: 2 },
      { kind: 'packages-refused', count: 1 },
    ])
  })

  test('of books that do not add up once the run has ended, and not while it counts', () => {
    const counts = { ...clean, itemsRouted: 8, imported: 11 }
    expect(connectorWarnings({ ...run, counts }, null, now)).toEqual([{ kind: 'open-books', count: 3 }])
    expect(connectorWarnings({ ...run, state: 'delivering', counts }, null, now)).toEqual([])
  })

  test('of a scheduled run that has not begun, with the hours since it was due', () => {
    expect(connectorWarnings(run, hoursAgo(27), now)).toEqual([{ kind: 'late', count: 27 }])
    expect(connectorWarnings(null, hoursAgo(0.2), now)).toEqual([{ kind: 'late', count: 0 }])
  })
})
