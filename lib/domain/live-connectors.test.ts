import { expect, test } from 'vitest'
import { afterStep, changedConnectors, type LiveConnector, withLive } from './live-connectors.ts'

const COUNTS = {
  itemsAvailable: 10,
  itemsRouted: 10,
  itemsQuarantined: 0,
  itemsSystemEvents: 0,
  itemsBeforeStart: 0,
  deliveriesAvailable: 10,
  imported: 0,
  partiallyImported: 0,
  skipped: 0,
  failed: 0,
  pending: 10,
}

function at(id: string, imported: number): LiveConnector {
  return {
    id,
    status: { kind: 'importing', stage: 'delivering', percent: imported * 10 },
    run: { id: `run of ${id}`, counts: { ...COUNTS, imported, pending: 10 - imported } },
  }
}

const snapshot = (...connectors: LiveConnector[]) => ({ at: '', shape: 's', isMoving: true, connectors })

test('only what has changed is told again', () => {
  const before = snapshot(at('a', 1), at('b', 1))
  expect(changedConnectors(before, snapshot(at('a', 1), at('b', 2))).map(({ id }) => id)).toEqual(['b'])
  expect(changedConnectors(before, snapshot(at('a', 1), at('b', 1)))).toEqual([])
  expect(changedConnectors(before, snapshot(at('c', 0))).map(({ id }) => id)).toEqual(['c'])
})

test('a change is added to what is known, and a whole step takes its place', () => {
  const step = { at: '', shape: 's' }
  const known = afterStep(new Map(), { ...step, isWhole: true, connectors: [at('a', 1), at('b', 1)] })
  const later = afterStep(known, { ...step, isWhole: false, connectors: [at('b', 2)] })
  expect(later.get('a')).toEqual(at('a', 1))
  expect(later.get('b')).toEqual(at('b', 2))
  const anew = afterStep(later, { ...step, isWhole: true, connectors: [at('b', 3)] })
  expect([...anew.keys()]).toEqual(['b'])
})

test('a row takes the numbers of its own run, and of no other', () => {
  const row = {
    id: 'a',
    name: 'A',
    status: { kind: 'completed' as const },
    lastRun: { id: 'run of a', counts: COUNTS },
  }
  const moved = withLive(row, at('a', 4))
  expect(moved.status).toEqual({ kind: 'importing', stage: 'delivering', percent: 40 })
  expect(moved.lastRun?.counts.imported).toBe(4)
  expect(moved.name).toBe('A')
  const older = { ...row, lastRun: { id: 'another run', counts: COUNTS } }
  expect(withLive(older, at('a', 4))).toBe(older)
  expect(withLive(row, undefined)).toBe(row)
})
