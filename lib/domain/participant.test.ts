import { describe, expect, test } from 'vitest'
import type { HeaderAddress, RoutingHeaders } from './archived-message.ts'
import { participantsOf } from './participant.ts'

const headers = (
  from: HeaderAddress[],
  to: HeaderAddress[] = [],
  sender: HeaderAddress[] = [],
): RoutingHeaders => ({
  subject: '',
  from,
  sender,
  to,
  cc: [],
  bcc: [],
  messageId: null,
  sentAt: null,
  teleMessage: new Map(),
})

describe('a participant', () => {
  test.each([
    [
      { name: 'Wei Wang 8613800138000', address: 'Wei.Wang@Contoso.example' },
      { address: 'wei.wang@contoso.example', phone: '8613800138000', opaqueId: '' },
    ],
    [
      { name: '447786910895 Susan', address: 'susan@contoso.example' },
      { address: 'susan@contoso.example', phone: '447786910895', opaqueId: '' },
    ],
    [
      { name: '王伟 (+86 138 0013 8000)', address: '' },
      { address: '', phone: '8613800138000', opaqueId: '' },
    ],
    [
      { name: '', address: '8613800138000@wechat.telemessage.example' },
      { address: '8613800138000@wechat.telemessage.example', phone: '8613800138000', opaqueId: '' },
    ],
    [
      { name: 'wmAbCdEf', address: '' },
      { address: '', phone: '', opaqueId: 'wmabcdef' },
    ],
    [
      { name: 'Room 12', address: 'room@contoso.example' },
      { address: 'room@contoso.example', phone: '', opaqueId: '' },
    ],
  ])('%j is known by %j', (entry, known) => {
    expect(participantsOf(headers([entry]))).toEqual([
      expect.objectContaining({ role: 'from', ordinal: 0, ...known }),
    ])
  })

  test('counts once in each field', () => {
    const twice = { name: 'Li Na', address: 'li.na@contoso.example' }
    const found = participantsOf(headers([twice], [twice, { ...twice, address: 'LI.NA@contoso.example' }]))
    expect(found.map((person) => person.role)).toEqual(['from', 'to'])
  })

  test('who stands only in Sender wrote the message', () => {
    const sender = { name: '', address: 'bot@contoso.example' }
    expect(participantsOf(headers([], [], [sender]))).toEqual([
      expect.objectContaining({ role: 'from', address: 'bot@contoso.example' }),
    ])
  })

  test('who has no name, number or address is nobody', () => {
    expect(participantsOf(headers([{ name: '  ', address: '' }]))).toEqual([])
  })
})
