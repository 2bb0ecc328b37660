import { describe, expect, test } from 'vitest'
import { readHeaders } from './read-headers.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (body: Uint8Array) => new TextDecoder().decode(body)

describe('the header of a message', () => {
  test('ends at the first blank line, whichever line end the message uses', () => {
    for (const lineEnd of ['\r\n', '\n']) {
      const { fields, body } = readHeaders(
        bytes(['Subject: one', 'To: a@b.example', '', 'Not: a field'].join(lineEnd)),
      )
      expect(fields).toEqual([
        { name: 'subject', value: 'one' },
        { name: 'to', value: 'a@b.example' },
      ])
      expect(text(body)).toBe('Not: a field')
    }
  })

  test('has folded lines joined and duplicates kept in order', () => {
    const { fields } = readHeaders(bytes('X-A: one\r\n two\r\n\tthree\r\nx-a: four\r\n\r\n'))
    expect(fields).toEqual([
      { name: 'x-a', value: 'one two three' },
      { name: 'x-a', value: 'four' },
    ])
  })

  test('is read past a byte order mark, an mbox line and blank lines', () => {
    const { fields, message } = readHeaders(
      bytes('\ufeff\r\n\r\nFrom someone Sat Nov 21\r\nSubject: hello\r\n\r\nbody'),
    )
    expect(fields).toEqual([{ name: 'subject', value: 'hello' }])
    expect(text(message)).toBe('Subject: hello\r\n\r\nbody')
  })

  test('has lines that are no fields passed over', () => {
    const { fields } = readHeaders(bytes(' orphan\nno colon\n: no name\nbad name: x\nGood : yes\n\n'))
    expect(fields).toEqual([{ name: 'good', value: 'yes' }])
  })

  test('has raw UTF-8 and raw GB18030 values read, and control characters taken out', () => {
    expect(readHeaders(bytes('Subject: 微信消息\n\n')).fields[0]?.value).toBe('微信消息')
    const gbk = Buffer.concat([
      Buffer.from('Subject: '),
      Buffer.from([0xce, 0xa2, 0xd0, 0xc5]),
      Buffer.from('\n\n'),
    ])
    expect(readHeaders(gbk).fields[0]?.value).toBe('微信')
    expect(readHeaders(bytes('Subject: a\u0000b\n\n')).fields[0]?.value).toBe('a b')
  })

  test('that never ends is read up to two mebibytes, and said to be cut', () => {
    const line = `X-Long: ${'a'.repeat(1015)}\n`
    const { fields, body, isHeaderCut } = readHeaders(bytes(line.repeat(4096)))
    expect(fields).toHaveLength(2048)
    expect(body.length).toBe(2 * 1024 * 1024)
    expect(isHeaderCut).toBe(true)
    expect(readHeaders(bytes(line)).isHeaderCut).toBe(false)
  })

  test('of nothing is empty', () => {
    expect(readHeaders(new Uint8Array()).fields).toEqual([])
  })
})
