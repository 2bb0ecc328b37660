import { expect, test } from 'vitest'
import { parseAddressList } from './address-list.ts'
import { parseAddressListAgain } from './address-list-cache.ts'

test('a field is read as it was the first time, however many others there were', () => {
  const fields = Array.from(
    { length: 2_500 },
    (_, i) => `=?utf-8?Q?P_${i}?= <p${i}@contoso.example>, 86138${i}`,
  )
  for (const field of [...fields, ...fields.slice(-3), ...fields.slice(0, 3)]) {
    expect(parseAddressListAgain(field)).toEqual(parseAddressList(field))
  }
})

test('a person that was read once cannot be changed for the next message', () => {
  const [person] = parseAddressListAgain('Wei <wei@contoso.example>')
  expect(() => Object.assign(person ?? {}, { address: 'boss@contoso.example' })).toThrow()
  expect(parseAddressListAgain('Wei <wei@contoso.example>')[0]?.address).toBe('wei@contoso.example')
})
