import { describe, expect, test } from 'vitest'
import { endedStanding, lateConditions, type StandingFacts, standingConditions } from './standing-alerts.ts'

const CALM: StandingFacts = {
  asOf: '2026-11-20',
  daysWithoutPackage: [],
  silentSince: null,
  silentGroups: [],
  mutedFrom: [],
  doubles: null,
}

describe('what stands in the ledger', () => {
  test('is an alert for each day without a package, so that one that comes late ends its own', () => {
    const facts = { ...CALM, daysWithoutPackage: ['2026-11-18', '2026-11-19'] }
    expect(standingConditions(facts).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['day-without-package', '2026-11-18'],
      ['day-without-package', '2026-11-19'],
    ])
  })

  test('names nobody while the source as a whole is silent', () => {
    const silentGroups = [{ from: '2026-11-19', count: 2, names: ['Chen Jing', 'Wang Wei'] }]
    const kinds = (silentSince: string | null) =>
      standingConditions({ ...CALM, silentGroups, silentSince }).map(({ kind }) => kind)
    expect(kinds('2026-11-15')).toEqual(['source-silent'])
    expect(kinds(null)).toEqual(['people-silent'])
  })

  test('is one alert for all who fall silent on one day, and another one for the next day', () => {
    const silentGroups = [
      { from: '2026-11-19', count: 40, names: ['Chen Jing'] },
      { from: '2026-11-20', count: 1, names: ['Wang Wei'] },
    ]
    expect(standingConditions({ ...CALM, silentGroups })).toMatchObject([
      { subject: '2026-11-19', facts: { count: 40 } },
      { subject: '2026-11-20', facts: { count: 1 } },
    ])
  })
})

describe('a late run', () => {
  test('is told with the day and the hour of its connector', () => {
    expect(lateConditions(new Date('2026-11-19T18:30:00Z'), 'Asia/Shanghai')).toEqual([
      { kind: 'run-late', subject: '2026-11-20', runId: null, facts: { day: '2026-11-20', time: '02:30' } },
    ])
    expect(lateConditions(null, 'Asia/Shanghai')).toEqual([])
  })

  test('is over when it has begun, also before the source was ever read; nothing else is judged then', () => {
    const late = { id: 1n, kind: 'run-late', subject: '2026-11-20' } as const
    const silent = { id: 2n, kind: 'source-silent', subject: '2026-11-01' } as const
    expect(endedStanding([late, silent], [], null)).toEqual([{ id: 1n, how: 'ended' }])
    const conditions = lateConditions(new Date('2026-11-20T02:30:00Z'), 'UTC')
    expect(endedStanding([late, silent], conditions, null)).toEqual([])
  })
})

describe('an open alert', () => {
  const open = (kind: 'day-without-package' | 'run-failed' | 'people-silent', subject: string) => ({
    id: 1n,
    kind,
    subject,
  })

  test('ends when what it was about is not so any more', () => {
    expect(endedStanding([open('day-without-package', '2026-11-18')], [], CALM)).toEqual([
      { id: 1n, how: 'ended' },
    ])
  })

  test('lapses, and does not end, when the day is only too long ago to be told', () => {
    expect(endedStanding([open('day-without-package', '2026-11-06')], [], CALM)).toEqual([
      { id: 1n, how: 'lapsed' },
    ])
    expect(endedStanding([open('people-silent', '2026-10-21')], [], CALM)).toEqual([
      { id: 1n, how: 'lapsed' },
    ])
  })

  test('is muted, and not over, when somebody has said that the silence is known', () => {
    const facts = { ...CALM, mutedFrom: ['2026-11-18'] }
    expect(endedStanding([open('people-silent', '2026-11-18')], [], facts)).toEqual([
      { id: 1n, how: 'muted' },
    ])
    expect(endedStanding([open('people-silent', '2026-11-17')], [], facts)).toEqual([
      { id: 1n, how: 'ended' },
    ])
    expect(endedStanding([open('day-without-package', '2026-11-18')], [], facts)).toEqual([
      { id: 1n, how: 'ended' },
    ])
  })

  test('stays while it is so', () => {
    const now = standingConditions({ ...CALM, daysWithoutPackage: ['2026-11-18'] })
    expect(endedStanding([open('day-without-package', '2026-11-18')], now, CALM)).toEqual([])
  })

  test('of a run is a run to end', () => {
    expect(endedStanding([open('run-failed', '')], [], CALM)).toEqual([])
  })
})
