import { expect, test } from 'vitest'
import { secretExpiry } from './secret-expiry.ts'

const expiresOn = '2026-12-22'
const on = (date: string) => secretExpiry('secret', expiresOn, new Date(`${date}T23:59:00Z`))

test('a client secret is announced for renewal thirty days before it expires, and not earlier', () => {
  expect(on('2026-11-21')).toBeNull()
  expect(on('2026-11-22')).toEqual({ kind: 'secret', expiresOn, daysLeft: 30 })
  expect(on('2026-12-21')).toEqual({ kind: 'secret', expiresOn, daysLeft: 1 })
})

test('a client secret has expired from its date on', () => {
  expect(on('2026-12-22')).toEqual({ kind: 'secret', expiresOn, daysLeft: 0 })
  expect(on('2027-01-22')).toEqual({ kind: 'secret', expiresOn, daysLeft: 0 })
})

test('a client secret whose date nobody has told is not judged', () => {
  expect(secretExpiry('secret', undefined, new Date())).toBeNull()
})

test('a certificate is announced alike, and says that it is one', () => {
  expect(secretExpiry('certificate', expiresOn, new Date('2026-12-01T00:00:00Z'))).toEqual({
    kind: 'certificate',
    expiresOn,
    daysLeft: 21,
  })
})
