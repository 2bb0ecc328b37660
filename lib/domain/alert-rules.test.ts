import { describe, expect, test } from 'vitest'
import { nextAlertTry } from './alert-retry.ts'
import { toldChannels } from './alert-rules.ts'

describe('a new alert', () => {
  test('goes to no channel that is not set up', () => {
    expect(toldChannels('run-failed', [], [])).toEqual([])
  })

  test('that is an error is told at once, and a warning with the digest, but to a program at once too', () => {
    expect(toldChannels('run-failed', ['email'], [])).toEqual([{ channel: 'email', mode: 'at-once' }])
    expect(toldChannels('people-silent', ['email', 'webhook'], [])).toEqual([
      { channel: 'email', mode: 'digest' },
      { channel: 'webhook', mode: 'at-once' },
    ])
  })

  test('obeys the rule of its connector, for its kind and channel alone', () => {
    const rules = [
      { kind: 'run-failed', channel: 'email', mode: 'off' },
      { kind: 'people-silent', channel: 'email', mode: 'at-once' },
    ] as const
    expect(toldChannels('run-failed', ['email', 'teams'], rules)).toEqual([
      { channel: 'teams', mode: 'at-once' },
    ])
    expect(toldChannels('people-silent', ['email'], rules)).toEqual([{ channel: 'email', mode: 'at-once' }])
  })

  test('has no digest for a webhook, whatever a rule says', () => {
    const rules = [{ kind: 'run-failed', channel: 'webhook', mode: 'digest' }] as const
    expect(toldChannels('run-failed', ['webhook'], rules)).toEqual([{ channel: 'webhook', mode: 'at-once' }])
  })
})

test('an alert is tried again after longer and longer pauses, and given up after the ninth time', () => {
  const now = new Date('2026-11-20T08:00:00Z')
  const pauses = Array.from({ length: 9 }, (_, index) => {
    const next = nextAlertTry(index + 1, now)
    return next && (next.getTime() - now.getTime()) / 60_000
  })
  expect(pauses).toEqual([1, 2, 5, 15, 30, 60, 120, 240, null])
})
