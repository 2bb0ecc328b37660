import { describe, expect, test } from 'vitest'
import { claimsInForce, claimsOfIdToken } from './session-claims.ts'

const tenantId = '6f2b8a1e-3c4d-4e5f-8a9b-0c1d2e3f4a5b'
const idToken = {
  tid: tenantId,
  oid: '11111111-2222-4333-8444-555555555555',
  name: 'Megan Bowen',
  preferred_username: 'meganb@contoso.example',
  roles: ['DataConnector.Admin', 'Something.Else'],
}
const signedInAt = new Date('2026-11-22T08:00:00Z')
const hours = (count: number) => new Date(signedInAt.getTime() + count * 3_600_000)

describe('a session', () => {
  test('holds tenant, object id, name and the roles that mean something here', () => {
    expect(claimsOfIdToken(idToken, tenantId, signedInAt)).toEqual({
      tenantId,
      objectId: idToken.oid,
      name: 'Megan Bowen',
      address: 'meganb@contoso.example',
      roles: ['DataConnector.Admin'],
      signedInAtMs: signedInAt.getTime(),
    })
  })

  test('is not given to a person of another tenant', () => {
    const other = { ...idToken, tid: '99999999-3c4d-4e5f-8a9b-0c1d2e3f4a5b' }
    expect(claimsOfIdToken(other, tenantId, signedInAt)).toBeNull()
  })

  test('is not given without an object id', () => {
    expect(claimsOfIdToken({ ...idToken, oid: undefined }, tenantId, signedInAt)).toBeNull()
  })

  test('has no role when the token has none', () => {
    expect(claimsOfIdToken({ ...idToken, roles: undefined }, tenantId, signedInAt)?.roles).toEqual([])
  })

  test('ends eight hours after sign-in, however often its cookie was renewed', () => {
    const claims = claimsOfIdToken(idToken, tenantId, signedInAt)
    expect(claimsInForce(claims, tenantId, hours(7.9))).toEqual(claims)
    expect(claimsInForce(claims, tenantId, hours(8))).toBeNull()
  })

  test('does not outlive a change of the installation to another tenant', () => {
    const claims = claimsOfIdToken(idToken, tenantId, signedInAt)
    expect(claimsInForce(claims, '99999999-3c4d-4e5f-8a9b-0c1d2e3f4a5b', hours(1))).toBeNull()
    expect(claimsInForce(claims, tenantId.toUpperCase(), hours(1))).toEqual(claims)
  })

  test('with a role that this build does not know is no session', () => {
    const claims = claimsOfIdToken(idToken, tenantId, signedInAt)
    expect(claimsInForce({ ...claims, roles: ['Root'] }, tenantId, hours(1))).toBeNull()
  })
})
