import { describe, expect, test } from 'vitest'
import { carriesApiToken } from './api-token.ts'

const token = 'a-token-of-24-characters-or-more'

describe('a bearer token', () => {
  test('opens the door when it is the one configured', () => {
    expect(carriesApiToken(`Bearer ${token}`, token)).toBe(true)
    expect(carriesApiToken(`bearer ${token}`, token)).toBe(true)
  })

  test.each([null, '', 'Bearer', 'Bearer ', `Bearer ${token}x`, `Basic ${token}`, token])(
    '%j does not',
    (header) => {
      expect(carriesApiToken(header, token)).toBe(false)
    },
  )

  test('opens nothing where none is configured', () => {
    expect(carriesApiToken('Bearer undefined', undefined)).toBe(false)
  })
})
