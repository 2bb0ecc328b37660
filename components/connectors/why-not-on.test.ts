import { expect, test } from 'vitest'
import { type ChosenCommand, whyNotOn } from './why-not-on.ts'

const RESTING = { name: 'Resting', isPaused: false, hasRun: true, status: { kind: 'completed' } } as const
const PAUSED = { name: 'Paused', isPaused: true, hasRun: true, status: { kind: 'paused' } } as const
const FETCHING = {
  name: 'Fetching',
  isPaused: false,
  hasRun: true,
  status: { kind: 'importing', stage: 'fetching', percent: null },
} as const
const DELIVERING = {
  ...FETCHING,
  name: 'Delivering',
  status: { kind: 'importing', stage: 'delivering', percent: 62 },
} as const
const COMMANDS: ChosenCommand[] = ['sync', 'pause', 'resume', 'edit', 'delete']

test('nothing applies to nothing', () => {
  for (const command of COMMANDS) expect(whyNotOn(command, [])?.key).toBe('choose')
})

test('one is edited or deleted at a time', () => {
  for (const command of ['edit', 'delete'] as const) {
    expect(whyNotOn(command, [RESTING])).toBeNull()
    expect(whyNotOn(command, [RESTING, PAUSED])?.key).toBe('chooseOne')
  }
})

test('what is paused is resumed, and neither synced nor paused again', () => {
  expect(whyNotOn('resume', [PAUSED])).toBeNull()
  expect(whyNotOn('sync', [PAUSED])).toEqual({ key: 'paused', name: 'Paused' })
  expect(whyNotOn('pause', [PAUSED])).toEqual({ key: 'paused', name: 'Paused' })
  expect(whyNotOn('resume', [RESTING])).toEqual({ key: 'notPaused', name: 'Resting' })
})

test('a run that still prepares holds up the next, one that delivers does not', () => {
  expect(whyNotOn('sync', [FETCHING])).toEqual({ key: 'running', name: 'Fetching' })
  expect(whyNotOn('sync', [DELIVERING])).toBeNull()
})

test('a command applies when it applies to all of them', () => {
  expect(whyNotOn('sync', [RESTING, DELIVERING])).toBeNull()
  expect(whyNotOn('sync', [RESTING, PAUSED])).toEqual({ key: 'paused', name: 'Paused' })
})
