import { describe, expect, test } from 'vitest'
import { parseFilter } from './parse-filter.ts'

describe('a filter', () => {
  test('binds and more tightly than or', () => {
    expect(parseFilter("a eq 1 or b eq 2 and c eq 'x'")).toEqual({
      kind: 'or',
      left: { kind: 'compare', path: 'a', operator: 'eq', value: 1 },
      right: {
        kind: 'and',
        left: { kind: 'compare', path: 'b', operator: 'eq', value: 2 },
        right: { kind: 'compare', path: 'c', operator: 'eq', value: 'x' },
      },
    })
  })

  test('lets parentheses decide', () => {
    expect(parseFilter('(a eq true or b eq null) and c eq false')).toMatchObject({
      kind: 'and',
      left: { kind: 'or' },
    })
  })

  test('writes a quote in text as two', () => {
    expect(parseFilter("name eq 'O''Neil'")).toMatchObject({ value: "O'Neil" })
  })

  test('reads any with its variable, in any case', () => {
    expect(parseFilter("tags/Any(t: t eq 'x')")).toEqual({
      kind: 'any',
      path: 'tags',
      variable: 't',
      condition: { kind: 'compare', path: 't', operator: 'eq', value: 'x' },
    })
  })

  test('reads lists, functions, negation and times', () => {
    expect(parseFilter("a in ('x', 'y')")).toMatchObject({ kind: 'in', values: ['x', 'y'] })
    expect(parseFilter("startsWith(a, 'x')")).toMatchObject({ kind: 'call', name: 'startswith' })
    expect(parseFilter('not (a eq 1)')).toMatchObject({ kind: 'not' })
    expect(parseFilter('a ge 2026-11-20T08:00:04Z')).toMatchObject({
      value: { instant: '2026-11-20T08:00:04.000Z' },
    })
  })

  test.each([
    "a eq 'x",
    'a eq',
    'a',
    'eq 1',
    'a eq 1 b',
    '(a eq 1',
    'a eq 1)',
    'a like 1',
    '',
    'a eq §',
    "a eq 'x'y'",
  ])('that reads %s is refused', (text) => {
    expect(() => parseFilter(text)).toThrow(/Invalid filter clause/)
  })

  test('without end is refused', () => {
    expect(() => parseFilter(`${'('.repeat(100)}a eq 1${')'.repeat(100)}`)).toThrow(/nested too deeply/)
    expect(() => parseFilter(`a eq '${'x'.repeat(9000)}'`)).toThrow(/too long/)
  })
})
