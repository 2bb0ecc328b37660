import { describe, expect, test } from 'vitest'
import { type HeaderField, identifyItem } from './item-identity.ts'

const CHAT: HeaderField[] = [
  { name: 'from', value: 'Wang Wei 8613800138000 <wang.wei@contoso.example>' },
  { name: 'to', value: 'Li Na 8613900139000 <li.na@contoso.example>' },
  { name: 'date', value: 'Sat, 21 Nov 2026 08:30:00 +0000' },
  { name: 'subject', value: 'WeChat message from 8613800138000 to 8613900139000' },
  { name: 'x-telemessage-archivemessageid', value: 'A-1' },
]
const body = (text: string) => new TextEncoder().encode(text)

describe('the identity of an item', () => {
  test('is the same for a re-export that came another way', () => {
    const reExport = [
      { name: 'received', value: 'from relay.example' },
      { name: 'return-path', value: '<bounce@telemessage.example>' },
      { name: 'message-id', value: '<another@telemessage.example>' },
      { name: 'x-telemessage-archiveinitiator', value: '8613900139000' },
      ...CHAT,
    ]
    expect(identifyItem(reExport, body('你好'))).toEqual(identifyItem(CHAT, body('你好')))
  })

  test('is the same when a relay folded a header in another place', () => {
    const folded = CHAT.map((field) => ({ ...field, value: field.value.replace(' ', '\t ') }))
    expect(identifyItem(folded, body('hello'))).toEqual(identifyItem(CHAT, body('hello')))
  })

  test('is the same when the MIME boundaries were drawn anew, nested ones too', () => {
    const message = (outer: string, inner: string) =>
      identifyItem(
        [...CHAT, { name: 'content-type', value: `multipart/mixed; boundary="${outer}"` }],
        body(
          `--${outer}\r\nContent-Type: multipart/alternative; boundary=${inner}\r\n\r\n--${inner}\r\n\r\nhello\r\n--${inner}--\r\n--${outer}--\r\n`,
        ),
      )
    expect(message('outer-000001', 'outer-000001-in')).toEqual(message('xxxxxxxx', 'yyyyyyyyyyyyy'))
  })

  test.each([
    ['another text', CHAT, 'hello!'],
    [
      'another second',
      CHAT.map((f) => (f.name === 'date' ? { ...f, value: f.value.replace(':00 ', ':01 ') } : f)),
      'hello',
    ],
    [
      'another recipient',
      CHAT.map((f) => (f.name === 'to' ? { ...f, value: 'x <x@contoso.example>' } : f)),
      'hello',
    ],
  ])('differs for %s', (_, fields, text) => {
    expect(identifyItem(fields, body(text)).contentSha256).not.toBe(
      identifyItem(CHAT, body('hello')).contentSha256,
    )
  })

  test('falls back to the Message-ID, and to nothing, without an archive message id', () => {
    const bare = CHAT.filter((field) => !field.name.startsWith('x-'))
    expect(identifyItem([...bare, { name: 'message-id', value: '<m@x>' }], body('')).archiveMessageId).toBe(
      '<m@x>',
    )
    expect(identifyItem(bare, body('')).archiveMessageId).toBe('')
  })

  test('is short enough for an index and fit for a database, whatever the header holds', () => {
    const identify = (id: string) =>
      identifyItem([{ name: 'x-telemessage-archivemessageid', value: id }], body('')).archiveMessageId
    expect(identify('x'.repeat(1_000_000))).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(identify('x'.repeat(1_000_000))).not.toBe(identify('x'.repeat(1_000_001)))
    expect(identify('A\u0000-1')).toBe('A-1')
  })

  test('does not take a chance word of the text for a boundary', () => {
    const short = (token: string, text: string) =>
      identifyItem(
        [...CHAT, { name: 'content-type', value: `multipart/mixed; boundary=${token}` }],
        body(text),
      )
    expect(short('abc', 'abc def').contentSha256).not.toBe(short('xyz', 'xyz def').contentSha256)
  })
})
