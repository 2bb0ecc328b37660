import { GraphError } from '@microsoft/microsoft-graph-client'
import { describe, expect, test } from 'vitest'
import { answeredWith, noAnswerBecause, readRetryAfter } from './graph-errors.ts'

const answered = (status: number, code: string | null) =>
  answeredWith({ status, body: { error: { code, message: 'why' } }, header: () => null }).code

describe('an answer of Graph', () => {
  test.each<[number, string | null, string]>([
    [400, 'ErrorInvalidRecipients', 'graph_refused'],
    [400, null, 'graph_unavailable'],
    [401, 'InvalidAuthenticationToken', 'graph_unauthorized'],
    [403, 'ErrorAccessDenied', 'graph_forbidden'],
    [403, 'ErrorQuotaExceeded', 'graph_refused'],
    [404, 'ErrorItemNotFound', 'graph_not_found'],
    [409, 'ErrorFolderExists', 'graph_conflict'],
    [413, null, 'graph_refused'],
    [429, 'ApplicationThrottled', 'graph_throttled'],
    [500, 'ErrorInternalServerError', 'graph_unavailable'],
    [503, null, 'graph_unavailable'],
    [504, 'UnknownError', 'graph_unavailable'],
  ])('%i %s is %s', (status, code, expected) => {
    expect(answered(status, code)).toBe(expected)
  })

  test('that never came is unavailable', () => {
    expect(noAnswerBecause(new GraphError(-1))).toMatchObject({ code: 'graph_unavailable', status: 0 })
    expect(noAnswerBecause('?')).toMatchObject({ code: 'graph_unavailable', graphCode: 'network' })
  })
})

describe('Retry-After', () => {
  const sentAt = 'Sun, 22 Nov 2026 08:00:00 GMT'
  test.each<[string | null, number | null]>([
    ['5', 5_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 08:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
    ['99999999', 3_600_000],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j is %j ms', (value, expected) => {
    expect(readRetryAfter(value, sentAt)).toBe(expected)
  })

  test('as a date says nothing when the sender does not tell its time', () => {
    expect(readRetryAfter('Sun, 22 Nov 2026 08:00:30 GMT', null)).toBeNull()
  })
})
