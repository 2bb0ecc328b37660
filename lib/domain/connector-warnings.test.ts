import { describe, expect, test } from 'vitest'
import { connectorWarnings, warningSeverity, worstWarning } from './connector-warnings.ts'

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
const run = { id: 'r-2', state: 'completed', counts: clean, packagesRefused: 0, peopleUnanswered: 0 } as const

describe('a connector warns', () => {
  test('of nothing when its last run was clean', () => {
    expect(connectorWarnings(run, null, null, null, now)).toEqual([])
    expect(connectorWarnings(null, null, null, null, now)).toEqual([])
  })

  test('of deliveries that failed or are partial, and of packages that were not taken', () => {
    const counts = { ...clean, imported: 7, partiallyImported: 2, failed: 3 }
    expect(connectorWarnings({ ...run, counts, packagesRefused: 1 }, null, null, null, now)).toEqual([
      { kind: 'failed', count: 3 },
      { kind: 'partially-imported', count: 2 },
      { kind: 'packages-refused', count: 1 },
    ])
  })

  test('of books that do not add up once the run has ended, and not while it counts', () => {
    const counts = { ...clean, itemsRouted: 8, imported: 11 }
    expect(connectorWarnings({ ...run, counts }, null, null, null, now)).toEqual([
      { kind: 'open-books', count: 3 },
    ])
    expect(connectorWarnings({ ...run, state: 'delivering', counts }, null, null, null, now)).toEqual([])
  })

  test('of a scheduled run that has not begun, with the hours since it was due', () => {
    expect(connectorWarnings(run, hoursAgo(27), null, null, now)).toEqual([{ kind: 'late', count: 27 }])
    expect(connectorWarnings(null, hoursAgo(0.2), null, null, now)).toEqual([{ kind: 'late', count: 0 }])
  })

  test('of people about whom Microsoft 365 said nothing, and names the run', () => {
    expect(connectorWarnings({ ...run, peopleUnanswered: 4 }, null, null, null, now)).toEqual([
      { kind: 'people-unanswered', runId: 'r-2', count: 4 },
    ])
  })

  test('of messages that are in a folder twice, and names the run whose folders were looked through', () => {
    const doubles = { runId: 'r-1', count: 2 }
    const warning = { kind: 'doubles', runId: 'r-1', count: 2 }
    expect(connectorWarnings(run, null, null, doubles, now)).toEqual([warning])
    expect(connectorWarnings(null, null, null, doubles, now)).toEqual([warning])
  })

  test('of addresses of the mapping that moved to somebody else, also before there is a run', () => {
    const warning = { kind: 'address-moved', count: 3 }
    expect(connectorWarnings(run, null, null, null, now, 3)).toEqual([warning])
    expect(connectorWarnings(null, null, null, null, now, 3)).toEqual([warning])
  })

  test('of days without a package, and of people who are silent, also before there is a run', () => {
    const days = ['2026-11-17', '2026-11-18']
    const people = [{ name: 'Wang Wei', lastDay: '2026-11-10' }]
    const found = { daysWithoutPackage: days, silentSince: null, silentPeople: { count: 7, newest: people } }
    expect(connectorWarnings(null, null, found, null, now)).toEqual([
      { kind: 'days-without-package', count: 2, days },
      { kind: 'people-silent', count: 7, people },
    ])
  })

  test('of a silent source, and then not of its people one by one', () => {
    const found = {
      daysWithoutPackage: [],
      silentSince: '2026-11-10',
      silentPeople: { count: 1, newest: [{ name: 'Wang Wei', lastDay: '2026-11-10' }] },
    }
    expect(connectorWarnings(run, null, found, null, now)).toEqual([
      { kind: 'source-silent', count: 1, days: ['2026-11-10'] },
    ])
  })
})

describe('of several warnings', () => {
  test('what keeps messages from being archived is named before what some of them met', () => {
    const late = { kind: 'late', count: 1 } as const
    const warnings = [
      { kind: 'failed', count: 300 } as const,
      late,
      { kind: 'address-moved', count: 2 } as const,
    ]
    expect(worstWarning(warnings)).toBe(late)
    expect(warningSeverity(late)).toBe('error')
    expect(warningSeverity({ kind: 'failed', count: 300 })).toBe('warning')
  })

  test('none is the worst of none', () => {
    expect(worstWarning([])).toBeNull()
  })
})
