import { describe, expect, test } from 'vitest'
import { peopleQuery, readPersonPlace, writePersonPlace } from './people-query.ts'

describe('the address of a page of people', () => {
  test('says where the page before ended, whatever characters an id has', () => {
    const place = { state: 'quiet', lastDay: '2026-11-20', owner: 'a.b+c@例え.example' } as const
    expect(readPersonPlace(writePersonPlace(place))).toEqual(place)
  })

  test.each([undefined, '', 'quiet', 'nobody.2026-11-20.a', 'quiet.2026-13-20.a', 'quiet.2026-11-20.'])(
    'is the first one for %j',
    (text) => {
      expect(readPersonPlace(text)).toBeNull()
    },
  )

  test('leaves out what it does not know', () => {
    expect(peopleQuery.parse({ state: 'odd', mapping: ['custom'], search: ' ', after: 'x' })).toEqual({
      after: 'x',
    })
  })
})
