import { describe, expect, test } from 'vitest'
import { type CustomMapping, isMappedByDay, mappingCandidates } from './mapping-candidates.ts'

const WANG = { phone: '8613800138000', address: 'wang@partner.example', opaqueId: '' }
const ALWAYS = { objectId: null, validFrom: null, validTo: null }
const mapping: CustomMapping = new Map([
  ['8613800138000', [{ ...ALWAYS, mailbox: 'wang.wei@contoso.example' }]],
  ['wmabc', [{ ...ALWAYS, mailbox: 'li.na@contoso.example' }]],
  ['susan@partner.example', [{ ...ALWAYS, mailbox: 'susan@contoso.example' }]],
])
const MICROSOFT = { automatic: true, precedence: 'custom-first', sentOn: '2026-11-20' } as const

describe('the candidates of a participant', () => {
  test('are the custom mailbox first and the address property second', () => {
    expect(mappingCandidates(WANG, mapping, MICROSOFT)).toEqual([
      { rule: 'custom', mailbox: 'wang.wei@contoso.example', objectId: null },
      { rule: 'automatic', mailbox: 'wang@partner.example' },
    ])
  })

  test('leave the address property out when automatic mapping is off', () => {
    expect(mappingCandidates(WANG, mapping, { ...MICROSOFT, automatic: false })).toEqual([
      { rule: 'custom', mailbox: 'wang.wei@contoso.example', objectId: null },
    ])
    expect(mappingCandidates(WANG, new Map(), { ...MICROSOFT, automatic: false })).toEqual([])
  })

  test('name one mailbox once', () => {
    const person = { ...WANG, address: 'wang.wei@contoso.example' }
    expect(mappingCandidates(person, mapping, MICROSOFT)).toEqual([
      { rule: 'custom', mailbox: 'wang.wei@contoso.example', objectId: null },
    ])
  })

  test('are found by an opaque id, and by a login name that is an address', () => {
    const opaque = { phone: '', address: '', opaqueId: 'wmabc' }
    expect(mappingCandidates(opaque, mapping, MICROSOFT)[0]?.mailbox).toBe('li.na@contoso.example')
    const login = { phone: '', address: 'susan@partner.example', opaqueId: '' }
    expect(mappingCandidates(login, mapping, MICROSOFT)[0]).toEqual({
      rule: 'custom',
      mailbox: 'susan@contoso.example',
      objectId: null,
    })
  })

  test('are the custom mailbox alone by the rule of TeleMessage, and the address for whoever has no row', () => {
    const telemessage = { ...MICROSOFT, precedence: 'custom-only-if-listed' } as const
    expect(mappingCandidates(WANG, mapping, telemessage)).toEqual([
      { rule: 'custom', mailbox: 'wang.wei@contoso.example', objectId: null },
    ])
    expect(mappingCandidates({ ...WANG, phone: '' }, mapping, telemessage)).toEqual([
      { rule: 'automatic', mailbox: 'wang@partner.example' },
    ])
  })

  describe('whose number changed hands', () => {
    const handed: CustomMapping = new Map([
      [
        '8613800138000',
        [
          { mailbox: 'wang@contoso.example', objectId: 'w', validFrom: null, validTo: '2026-05-31' },
          { mailbox: 'li@contoso.example', objectId: null, validFrom: '2026-07-01', validTo: null },
        ],
      ],
    ])
    const mailboxesOn = (sentOn: string | null) =>
      mappingCandidates({ ...WANG, address: '' }, handed, { ...MICROSOFT, sentOn })

    test('are those of the day of the message', () => {
      expect(mailboxesOn('2026-05-31')).toEqual([
        { rule: 'custom', mailbox: 'wang@contoso.example', objectId: 'w' },
      ])
      expect(mailboxesOn('2026-07-01')).toEqual([
        { rule: 'custom', mailbox: 'li@contoso.example', objectId: null },
      ])
    })

    test('are none for the days between, nor for a message without a date', () => {
      expect([mailboxesOn('2026-06-15'), mailboxesOn(null)]).toEqual([[], []])
    })

    test('are the only ones for which the day matters', () => {
      expect(isMappedByDay(WANG, handed)).toBe(true)
      expect(isMappedByDay(WANG, mapping)).toBe(false)
      expect(isMappedByDay({ phone: '', address: '', opaqueId: 'x' }, handed)).toBe(false)
    })
  })
})
