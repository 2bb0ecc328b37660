import { describe, expect, test } from 'vitest'
import { connectorStatus, RUN_FILTERS, statesOf } from './connector-status.ts'
import { RUN_TRANSITIONS, type RunState } from './run-state.ts'

const run = (state: RunState, deliveriesAvailable = 0, pending = 0) => ({
  state,
  deliveriesAvailable,
  pending,
})

describe('the status of a connector', () => {
  test('is waiting until its first run begins', () => {
    expect(connectorStatus('active', null)).toEqual({ kind: 'waiting-to-start' })
    expect(connectorStatus('active', run('planned'))).toEqual({ kind: 'waiting-to-start' })
  })

  test('has no percentage before the deliveries are known', () => {
    expect(connectorStatus('active', run('fetching'))).toEqual({
      kind: 'importing',
      stage: 'fetching',
      percent: null,
    })
    expect(connectorStatus('active', run('delivering'))).toMatchObject({ percent: null })
  })

  test('says 99 % while one of many deliveries is open', () => {
    expect(connectorStatus('active', run('delivering', 231_388, 1))).toMatchObject({ percent: 99 })
    expect(connectorStatus('active', run('delivering', 231_388, 0))).toMatchObject({ percent: 100 })
  })

  test('is that of its newest run once it has ended', () => {
    expect(connectorStatus('active', run('completed-with-problems'))).toEqual({
      kind: 'completed-with-problems',
    })
    expect(connectorStatus('active', run('failed'))).toEqual({ kind: 'failed' })
  })

  test('is paused, also while deliveries are left: they wait', () => {
    expect(connectorStatus('paused', run('completed'))).toEqual({ kind: 'paused' })
    expect(connectorStatus('paused', run('delivering', 10, 5))).toEqual({ kind: 'paused' })
  })
})

test('every state of a run is found by one status', () => {
  const found = RUN_FILTERS.flatMap((filter) => statesOf(filter))
  expect(new Set(found)).toEqual(new Set(RUN_TRANSITIONS.flat()))
  expect(found).toHaveLength(new Set(found).size)
  expect(statesOf('importing')).toEqual(['fetching', 'recording', 'resolving', 'delivering'])
})
