import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvLine } from './csv-line.ts'

test('every line reads back as what was written', () => {
  const text = fc.string({ unit: 'binary' }).filter((value) => !/^[=+\-@\t\r\n\0＝＋－＠]/.test(value))
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (values) => {
      const { data } = Papa.parse<string[]>(csvLine(values), { delimiter: ',', newline: '\r\n' })
      expect(data[0]).toEqual(values)
    }),
  )
})

test.each(['=1+1', '+8613', '-2', '@x', '\t=1', '\r=1', '\0=1', '＝1', '＠x'])(
  'a spreadsheet does not run %j',
  (value) => {
    const { data } = Papa.parse<string[]>(csvLine([value, 'x']), { delimiter: ',', newline: '\r\n' })
    expect(data[0]?.[0]).toBe(`'${value}`)
  },
)

test('a number stays a number, also below zero', () => {
  expect(csvLine([-3, 4])).toBe('-3,4\r\n')
})
