import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { isInternationalNumber } from './phone-validity.ts'

const CODES = [
  '86',
  '852',
  '886',
  '46',
  '81',
  '33',
  '49',
  '91',
  '971',
  '1',
  '44',
  '7',
  '61',
  '390',
  '800',
  '999',
]

test('a number is valid where the whole library says so', () => {
  const digits = fc
    .tuple(fc.constantFrom(...CODES, ''), fc.stringMatching(/^\d{5,11}$/))
    .map(([code, national]) => code + national)
    .filter((number) => number.length >= 7 && number.length <= 15)
  fc.assert(
    fc.property(digits, (number) => {
      const expected = parsePhoneNumberFromString(`+${number}`)?.isValid() ?? false
      expect(isInternationalNumber(number)).toBe(expected)
    }),
    { numRuns: 3_000 },
  )
})
