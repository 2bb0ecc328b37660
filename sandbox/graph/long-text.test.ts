import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LongText, parseJson, writeMembers } from './long-text.ts'

const parse = (value: unknown) => parseJson(Buffer.from(JSON.stringify(value)))
const long = (text: string) => text.repeat(Math.ceil(600 / text.length))

describe('a long string under a name that keeps it', () => {
  test.each([
    ['plain', long('abc ')],
    ['Chinese', long('明天上午十点开会')],
    ['with quotes, backslashes and line ends', long('say "yes"\\\n\t')],
    ['ending in a backslash', `${long('x')}\\`],
    ['with emoji', long('👍\u2028')],
  ])('%s is the same text in the end', (_what, text) => {
    const { content } = parse({ content: text, contentType: 'text' }) as { content: LongText }
    expect(content).toBeInstanceOf(LongText)
    expect(content.toString()).toBe(text)
    expect(JSON.parse(writeMembers('{', { body: { content } }, content).toString())).toEqual({
      body: { content: text },
    })
  })

  test('is the last one where a name was given twice', () => {
    const twice = `{"content":"${long('a\\n')}","content":"${long('b\\/')}"}`
    const { content } = parseJson(Buffer.from(twice)) as { content: LongText }
    expect(content.toString()).toBe(long('b\\/').replaceAll('\\/', '/'))
    expect(JSON.parse(content.json)).toBe(content.byteString)
  })

  test('is text when it has an escaped character', () => {
    expect(parseJson(Buffer.from(`{"content":"${'x'.repeat(600)}\\u4f60"}`))).toEqual({
      content: `${'x'.repeat(600)}你`,
    })
  })

  test('has a beginning that cuts through no character', () => {
    const text = long('开"\\👍\n')
    const { content } = parse({ content: text }) as { content: LongText }
    for (let bytes = 1; bytes < 200; bytes += 1) expect(text.startsWith(content.beginning(bytes))).toBe(true)
  })
})

test('a long name is a name', () => {
  expect(parse({ [long('n')]: 1 })).toEqual({ [long('n')]: 1 })
})

test('a long string under another name is text', () => {
  const value = { subject: long('商'), nested: [{ name: long('n') }, ['é'], 3, null], 名: 'ü', é: { ö: [] } }
  expect(parse(value)).toEqual(value)
})

test.each(['{"content":"a', `{"content":"${'x'.repeat(600)}\n"}`, `{"content":"${'x'.repeat(600)}\\q"}`])(
  'what is not JSON is refused as JSON.parse does: %s',
  (json) => {
    expect(() => parseJson(Buffer.from(json))).toThrow(SyntaxError)
  },
)

test('every value comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 2000 }), (value, content) => {
      const whole = JSON.parse(JSON.stringify({ value, body: { content } })) as { body: { content: string } }
      const read = parse(whole) as { body: { content: string | LongText } }
      const written = writeMembers('{', read, read.body.content)
      expect(JSON.parse(written.toString())).toEqual(whole)
    }),
  )
})
