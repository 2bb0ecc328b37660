import { describe, expect, test } from 'vitest'
import { createGraphAccess } from './graph-access.ts'

const TENANT = '0f4e7c1a-58c2-4a53-9d5e-2a7b1c3d4e5f'
const AUTHORITY = 'https://login.sandbox.test:4411'
const GRAPH = 'https://graph.sandbox.test:4412'

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const tokenWith = (claims: object) =>
  `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`

/** Entra and Graph as they are asked. `tokens` are given out one after the other. */
function accessWith({ tokens, users = json({ value: [] }) }: { tokens: string[]; users?: Response }) {
  const asked: string[] = []
  const access = createGraphAccess({
    tenantId: TENANT,
    clientId: '6a1f0c2e-1111-4222-8333-444455556666',
    clientSecret: 'the-app-secret',
    tokenAuthority: AUTHORITY,
    graphUrl: GRAPH,
    requestTimeoutMs: 2_000,
    fetch: async (input) => {
      const url = String(input instanceof Request ? input.url : input)
      asked.push(url)
      if (url.includes('openid-configuration')) {
        return json({
          issuer: `${AUTHORITY}/${TENANT}/v2.0`,
          authorization_endpoint: `${AUTHORITY}/${TENANT}/oauth2/v2.0/authorize`,
          token_endpoint: `${AUTHORITY}/${TENANT}/oauth2/v2.0/token`,
          jwks_uri: `${AUTHORITY}/${TENANT}/discovery/v2.0/keys`,
        })
      }
      const token = tokens.shift()
      return token
        ? json({ token_type: 'Bearer', expires_in: 3599, access_token: token })
        : json({ error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret' }, 401)
    },
    send: async (url) => {
      asked.push(url)
      return { status: users.status, header: (name) => users.headers.get(name), text: await users.text() }
    },
  })
  return { access, asked }
}

describe('the access of the app to the tenant', () => {
  test('is read from the roles of its token, a new one each time', async () => {
    const { access } = accessWith({
      tokens: [
        tokenWith({ roles: ['User.Read.All'] }),
        tokenWith({ roles: ['User.Read.All', 'Mail.ReadWrite'] }),
      ],
    })
    expect(await access.grantedPermissions()).toEqual(['User.Read.All'])
    expect(await access.grantedPermissions()).toEqual(['User.Read.All', 'Mail.ReadWrite'])
  })

  test('has no permissions when the token names none, and unknown ones when it cannot be read', async () => {
    const { access } = accessWith({ tokens: [tokenWith({}), 'sealed'] })
    expect(await access.grantedPermissions()).toEqual([])
    expect(await access.grantedPermissions()).toBeNull()
  })

  test('asks Graph for one user and no more of them than its id', async () => {
    const { access, asked } = accessWith({ tokens: [tokenWith({})] })
    await access.readAnyUser()
    expect(decodeURIComponent(asked.at(-1) ?? '')).toBe(`${GRAPH}/v1.0/users?$select=id&$top=1`)
  })

  test('says which of Entra and Graph refused', async () => {
    await expect(accessWith({ tokens: [] }).access.readAnyUser()).rejects.toMatchObject({
      code: 'token_refused',
      message: expect.stringContaining('AADSTS7000215'),
    })
    const denied = json({ error: { code: 'Authorization_RequestDenied', message: 'no' } }, 403)
    await expect(
      accessWith({ tokens: [tokenWith({})], users: denied }).access.readAnyUser(),
    ).rejects.toMatchObject({ code: 'graph_forbidden', graphCode: 'Authorization_RequestDenied' })
  })
})
