import { describe, expect, test } from 'vitest'
import { decodeEncodedWords } from './encoded-words.ts'

describe('encoded words', () => {
  test('are read in UTF-8, GBK, GB18030 and Big5', () => {
    expect(decodeEncodedWords('=?UTF-8?B?5b6u5L+h?=')).toBe('微信')
    expect(decodeEncodedWords('=?GBK?B?zqLQxQ==?=')).toBe('微信')
    expect(decodeEncodedWords('=?gb18030?Q?=CE=A2=D0=C5?=')).toBe('微信')
    expect(decodeEncodedWords('=?big5?B?t0yrSA==?=')).toBe('微信')
  })

  test('that stand side by side are joined, even when a character is cut between them', () => {
    expect(decodeEncodedWords('=?utf-8?Q?=E5=BE?=\t=?utf-8?Q?=AE=E4=BF=A1?= from A')).toBe('微信 from A')
  })

  test('lose nothing around them, and text without any is left alone', () => {
    expect(decodeEncodedWords('RE: =?utf-8?Q?a_b?= (=?utf-8?Q?c?=)')).toBe('RE: a b (c)')
    expect(decodeEncodedWords('plain = ? text')).toBe('plain = ? text')
  })

  test('cannot smuggle control characters in', () => {
    expect(decodeEncodedWords('=?utf-8?Q?a=00b=0D=0ABcc:_x?=')).toBe('a b  Bcc: x')
  })

  test('by the ten thousand are all decoded', () => {
    const words = 20_000
    expect(decodeEncodedWords('=?utf-8?B?5Lit5paH?= '.repeat(words)).replace(/\s+/g, '')).toBe(
      '中文'.repeat(words),
    )
  })
})
