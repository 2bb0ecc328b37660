import { describe, expect, test } from 'vitest'
import type { Role } from './roles.ts'
import { compareSessions, readSessionPerson } from './session-person.ts'

const megan = (...roles: Role[]) => ({
  objectId: '11111111-2222-4333-8444-555555555555',
  name: 'Megan Bowen',
  address: 'megan.bowen@contoso.example',
  roles,
})
const alex = { ...megan('DataConnector.Admin'), objectId: '22222222-2222-4333-8444-555555555555' }

describe('a page that was opened by one person', () => {
  test('goes on when the same person signs in again, under a new name too', () => {
    const before = megan('DataConnector.Admin')
    const married = { ...before, name: 'Megan Wilber', address: 'megan.wilber@contoso.example' }
    expect(compareSessions(before, married)).toEqual({ kind: 'none' })
  })

  test('does not go on as another person of the same name and roles', () => {
    expect(compareSessions(megan('DataConnector.Admin'), alex)).toEqual({ kind: 'other-person' })
  })

  test('names the role that was taken away', () => {
    const admin = megan('DataConnector.Admin')
    const both = megan('DataConnector.Admin', 'DataConnector.Reader')
    const reader = megan('DataConnector.Reader')
    const adminLost = { kind: 'role-lost', role: 'DataConnector.Admin' }
    expect(compareSessions(admin, reader)).toEqual(adminLost)
    expect(compareSessions(both, reader)).toEqual(adminLost)
    expect(compareSessions(admin, megan())).toEqual(adminLost)
    expect(compareSessions(reader, megan())).toEqual({ kind: 'role-lost', role: 'DataConnector.Reader' })
  })

  test('does not mind a role that is not needed, nor a new one', () => {
    const both = megan('DataConnector.Admin', 'DataConnector.Reader')
    expect(compareSessions(both, megan('DataConnector.Admin'))).toEqual({ kind: 'none' })
    expect(compareSessions(megan('DataConnector.Reader'), both)).toEqual({ kind: 'none' })
  })
})

describe('what the server says of a session', () => {
  const said = { ...alex, tenantId: 't', signedInAtMs: 1 }

  test('is read as far as a page needs it, with the roles that there are', () => {
    expect(readSessionPerson({ ...said, roles: [...alex.roles, 'Other.Role'] })).toEqual(alex)
  })

  test.each([
    [null],
    ['text'],
    [{}],
    [{ ...said, objectId: 1 }],
    [{ ...said, roles: 'DataConnector.Admin' }],
  ])('is nothing where it is not what it should be: %j', (claims) => {
    expect(readSessionPerson(claims)).toBeNull()
  })
})
