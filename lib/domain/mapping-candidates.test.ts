import { describe, expect, test } from 'vitest'
import { mappingCandidates } from './mapping-candidates.ts'

const WANG = { phone: '8613800138000', address: 'wang@partner.example', opaqueId: '' }
const mapping = new Map([
  ['8613800138000', 'wang.wei@contoso.example'],
  ['wmabc', 'li.na@contoso.example'],
  ['susan@partner.example', 'susan@contoso.example'],
])

describe('the candidates of a participant', () => {
  test('are the custom mailbox first and the address property second', () => {
    expect(mappingCandidates(WANG, mapping, { automatic: true })).toEqual([
      { rule: 'custom', mailbox: 'wang.wei@contoso.example' },
      { rule: 'automatic', mailbox: 'wang@partner.example' },
    ])
  })

  test('leave the address property out when automatic mapping is off', () => {
    expect(mappingCandidates(WANG, mapping, { automatic: false })).toEqual([
      { rule: 'custom', mailbox: 'wang.wei@contoso.example' },
    ])
    expect(mappingCandidates(WANG, new Map(), { automatic: false })).toEqual([])
  })

  test('name one mailbox once', () => {
    const person = { ...WANG, address: 'wang.wei@contoso.example' }
    expect(mappingCandidates(person, mapping, { automatic: true })).toEqual([
      { rule: 'custom', mailbox: 'wang.wei@contoso.example' },
    ])
  })

  test('are found by an opaque id, and by a login name that is an address', () => {
    const opaque = { phone: '', address: '', opaqueId: 'wmabc' }
    expect(mappingCandidates(opaque, mapping, { automatic: true })[0]?.mailbox).toBe('li.na@contoso.example')
    const login = { phone: '', address: 'susan@partner.example', opaqueId: '' }
    expect(mappingCandidates(login, mapping, { automatic: true })[0]).toEqual({
      rule: 'custom',
      mailbox: 'susan@contoso.example',
    })
  })
})
