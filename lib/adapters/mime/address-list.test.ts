import { addressParser } from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { parseAddressList } from './address-list.ts'

describe('an address field', () => {
  test('gives names and addresses, with quotes, comments and groups understood', () => {
    expect(
      parseAddressList(
        '"Chen, Wei 8613800138000" <wei@contoso.example>, Team: a@b.example, D <d@e.example>;, Bo (he) <bo@x.example>',
      ),
    ).toEqual([
      { name: 'Chen, Wei 8613800138000', address: 'wei@contoso.example' },
      { name: '', address: 'a@b.example' },
      { name: 'D', address: 'd@e.example' },
      { name: 'Bo', address: 'bo@x.example' },
    ])
  })

  test('may name a person by number only', () => {
    expect(parseAddressList('8613800138000')).toEqual([{ name: '8613800138000', address: '' }])
  })

  test('has encoded names decoded after the addresses were found, so that a name cannot pose as an address', () => {
    expect(parseAddressList('=?utf-8?B?546L5LyfIDg2MTM4MDAxMzgwMDA=?= <wei@contoso.example>')).toEqual([
      { name: '王伟 8613800138000', address: 'wei@contoso.example' },
    ])
    expect(parseAddressList('=?utf-8?Q?boss=40contoso.example?= <guest@other.example>')).toEqual([
      { name: 'boss@contoso.example', address: 'guest@other.example' },
    ])
    expect(parseAddressList('"boss@contoso.example" <guest@other.example>')[0]?.address).toBe(
      'guest@other.example',
    )
  })

  test('that is encoded as a whole is still read', () => {
    expect(parseAddressList('=?utf-8?B?546L5LyfIDx3ZWlAY29udG9zby5leGFtcGxlPg==?=')).toEqual([
      { name: '王伟', address: 'wei@contoso.example' },
    ])
  })

  test('that is nonsense gives no error', () => {
    for (const value of ['', ',;,', '<>', '<<a@b>', '((((', '"', ':;', '=?', '@', '\ue000']) {
      expect(Array.isArray(parseAddressList(value))).toBe(true)
    }
  })

  test('in the usual forms is read as the library reads it', () => {
    const pieces = [
      '"',
      '<',
      '>',
      '@',
      ',',
      ';',
      ':',
      '(',
      ')',
      ' ',
      '  ',
      'Wei',
      '王',
      '\\',
      '.',
      '\u3000',
      '\u00a0',
      'x y',
    ]
    pieces.push(
      'a@b.example',
      '<a@b.example>',
      '<>',
      '"Wang, Wei"',
      '8613800138000',
      "O'Hara",
      '"a@b.example"',
    )
    // A small generator of its own: a failing value must fail again.
    let state = 7
    const below = (limit: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 2 ** 32) * limit)
    }
    for (let count = 0; count < 20_000; count += 1) {
      const value = Array.from({ length: 1 + below(7) }, () => pieces[below(pieces.length)]).join('')
      const expected = addressParser(value, { flatten: true })
        .map(({ name, address }) => ({ name: name.trim(), address: (address ?? '').trim() }))
        .filter(({ name, address }) => name || address)
      expect(parseAddressList(value), value).toEqual(expected)
    }
  })

  test('with ten thousand people keeps them all', () => {
    const people = Array.from({ length: 10_000 }, (_, i) => `=?utf-8?Q?P_${i}?= <p${i}@contoso.example>`)
    const parsed = parseAddressList(people.join(', '))
    expect(parsed).toHaveLength(10_000)
    expect(parsed.at(-1)).toEqual({ name: 'P 9999', address: 'p9999@contoso.example' })
  })
})
