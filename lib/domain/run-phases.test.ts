import { expect, test } from 'vitest'
import { runPhases } from './run-phases.ts'

const at = (time: string) => new Date(`2026-11-22T${time}Z`)
const none = { startedAt: null, resolvedAt: null, finishedAt: null }

test('a run that has ended has done every phase, and its times', () => {
  const phases = runPhases({
    state: 'completed',
    createdAt: at('08:00:00'),
    startedAt: at('08:00:02'),
    resolvedAt: at('08:01:02'),
    finishedAt: at('08:11:02'),
  })
  expect(phases.every(({ progress }) => progress === 'done')).toBe(true)
  expect(phases.map(({ tookMs }) => tookMs)).toEqual([2_000, null, 60_000, 600_000, null])
})

test('a run that delivers has the rest before it', () => {
  const phases = runPhases({
    ...none,
    state: 'delivering',
    createdAt: at('08:00:00'),
    startedAt: at('08:00:02'),
    resolvedAt: at('08:01:02'),
  })
  expect(phases.map(({ progress }) => progress)).toEqual(['done', 'done', 'done', 'current', 'to-come'])
})

test('a run that failed stopped where it got to, and claims no time for what it did not do', () => {
  const createdAt = at('08:00:00')
  const planned = runPhases({ ...none, state: 'failed', createdAt, finishedAt: at('08:00:05') })
  expect(planned.map(({ progress }) => progress)).toEqual([
    'stopped',
    'to-come',
    'to-come',
    'to-come',
    'to-come',
  ])
  const fetched = runPhases({
    ...none,
    state: 'failed',
    createdAt,
    startedAt: at('08:00:02'),
    finishedAt: at('08:00:05'),
  })
  expect(fetched[1]).toEqual({ key: 'fetch', progress: 'stopped', tookMs: null })
})

test('a run that was cancelled stopped where it got to', () => {
  const times = { createdAt: at('08:00:00'), startedAt: at('08:00:02'), finishedAt: at('08:11:02') }
  const early = runPhases({ ...times, resolvedAt: null, state: 'cancelled' })
  expect(early.map(({ progress }) => progress)).toEqual(['done', 'stopped', 'to-come', 'to-come', 'to-come'])
  const late = runPhases({ ...times, resolvedAt: at('08:01:02'), state: 'cancelled' })
  expect(late[3]).toEqual({ key: 'import', progress: 'stopped', tookMs: 600_000 })
})
