import { describe, expect, test } from 'vitest'
import { editAlertRulesInput, readRecipients, webhookChannelInput } from './alert-inputs.ts'

describe('recipients', () => {
  test('are read whatever stands between them, each once', () => {
    expect(readRecipients(' ops@contoso.example, audit@contoso.example;\nops@contoso.example\n')).toEqual([
      'ops@contoso.example',
      'audit@contoso.example',
    ])
  })

  test.each([
    '',
    'nobody',
    'ops@contoso.example, nobody',
    'Ops <ops@contoso.example>',
    `${'a'.repeat(250)}@b.example`,
  ])('%j are none', (text) => {
    expect(readRecipients(text)).toBeNull()
  })

  test('are twenty at most', () => {
    const some = (count: number) =>
      Array.from({ length: count }, (_, index) => `p${index}@contoso.example`).join(' ')
    expect(readRecipients(some(20))).toHaveLength(20)
    expect(readRecipients(some(21))).toBeNull()
  })
})

test.each(['http://hooks.example/', 'https://a:b@hooks.example/', 'hooks.example', 'javascript:alert(1)'])(
  '%s is no address for a webhook',
  (url) => {
    expect(webhookChannelInput.safeParse({ url, secret: 'x'.repeat(24) }).success).toBe(false)
  },
)

test('a webhook has no digest', () => {
  const rules = [{ kind: 'run-failed', channel: 'webhook', mode: 'digest' }]
  const input = { connectorId: '7e0c2d64-8d0e-4d3e-9a56-0f8d3f5ab002', rules, was: [] }
  expect(editAlertRulesInput.safeParse(input).success).toBe(false)
})
