import { expect, test } from 'vitest'
import { secretExpiry } from './secret-expiry.ts'

const expiresOn = '2026-12-22'
const on = (date: string) => secretExpiry(expiresOn, new Date(`${date}T23:59:00Z`))

test('a client secret is announced for renewal thirty days before it expires, and not earlier', () => {
  expect(on('2026-11-21')).toBeNull()
  expect(on('2026-11-22')).toEqual({ expiresOn, daysLeft: 30 })
  expect(on('2026-12-21')).toEqual({ expiresOn, daysLeft: 1 })
})

test('a client secret has expired from its date on', () => {
  expect(on('2026-12-22')).toEqual({ expiresOn, daysLeft: 0 })
  expect(on('2027-01-22')).toEqual({ expiresOn, daysLeft: 0 })
})

test('a client secret whose date nobody has told is not judged', () => {
  expect(secretExpiry(undefined, new Date())).toBeNull()
})
