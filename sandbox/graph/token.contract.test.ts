import { dirname } from 'node:path'
import { decodeJwt, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { loadSigningKey } from '#sandbox/state/signing-key.ts'
import { createControlCaller } from '#sandbox/test-support/control-caller.ts'
import { createGraphCaller, fetchAppToken } from '#sandbox/test-support/graph-caller.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

const answer = z.object({
  error: z.object({ code: z.string(), innerError: z.object({ 'request-id': z.string(), date: z.string() }) }),
})

let sandbox: RunningSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

test('a request without a token is refused in the shape of Graph', async () => {
  const response = await fetch(`${sandbox.graphUrl}/v1.0/users`)
  const { error } = answer.parse(await response.json())
  expect(response.status).toBe(401)
  expect(error.code).toBe('InvalidAuthenticationToken')
  expect(response.headers.get('request-id')).toBe(error.innerError['request-id'])
})

test('a token that was changed by one letter is refused', async () => {
  const token = await fetchAppToken(sandbox)
  const [header = '', payload = '', signature = ''] = token.split('.')
  const forged = `${header}.${payload.slice(0, -2)}${payload.at(-2) === 'A' ? 'B' : 'A'}${payload.at(-1)}.${signature}`
  expect(await statusWith(forged)).toEqual([401, 'InvalidAuthenticationToken'])
})

test.each([
  ['for another audience', { aud: 'https://graph.microsoft.com' }],
  ['of another tenant', { tid: '11111111-1111-4111-8111-111111111111' }],
  ['of another issuer', { iss: 'https://localhost/other/v2.0' }],
  ['that has expired', { exp: Math.floor(Date.now() / 1000) - 10 }],
])('a token %s is refused', async (_why, overrides) => {
  expect(await statusWith(await sign(overrides))).toEqual([401, 'InvalidAuthenticationToken'])
})

test('a token without the role for mail reads users and no mailboxes', async () => {
  const token = await sign({ roles: ['User.Read.All'] })
  expect(await statusWith(token)).toEqual([200, null])
  expect(await statusWith(token, 'users/megan.bowen@contoso.example/mailFolders')).toEqual([
    403,
    'ErrorAccessDenied',
  ])
})

test('a token without the role for users opens mailboxes and lists no users', async () => {
  const token = await sign({ roles: ['Mail.ReadWrite'] })
  expect(await statusWith(token)).toEqual([403, 'Authorization_RequestDenied'])
  expect(await statusWith(token, 'users/megan.bowen@contoso.example/mailFolders')).toEqual([200, null])
})

describe('an app whose reach is a scope of Exchange', () => {
  afterEach(() => createControlCaller(sandbox)('DELETE', '/knobs/app'))

  test('has no roles in its token, and opens the mailboxes of the scope alone', async () => {
    const control = createControlCaller(sandbox)
    await control('PUT', '/knobs/app', {
      roles: ['User.Read.All'],
      exchangeScope: ['WANG.LEI@contoso.example', 'a0000000-0000-4000-8000-000000000004'],
    })
    const token = await fetchAppToken(sandbox)
    expect(decodeJwt(token).roles).toEqual(['User.Read.All'])
    for (const inside of ['wang.lei@contoso.example', 'chen.jing@contoso.example']) {
      expect(await statusWith(token, `users/${inside}/mailFolders`)).toEqual([200, null])
    }
    expect(await statusWith(token, 'users/megan.bowen@contoso.example/mailFolders')).toEqual([
      403,
      'ErrorAccessDenied',
    ])
  })

  test('may have no role at all: no claim, no directory, and its mailboxes as before', async () => {
    const control = createControlCaller(sandbox)
    await control('PUT', '/knobs/app', { roles: [], exchangeScope: ['wang.lei@contoso.example'] })
    const token = await fetchAppToken(sandbox)
    expect(decodeJwt(token)).not.toHaveProperty('roles')
    expect(await statusWith(token)).toEqual([403, 'Authorization_RequestDenied'])
    expect(await statusWith(token, 'users/wang.lei@contoso.example/mailFolders')).toEqual([200, null])
  })

  test('loses a mailbox that is taken out of the scope, with the same token', async () => {
    const control = createControlCaller(sandbox)
    await control('PUT', '/knobs/app', { roles: [], exchangeScope: ['wang.lei@contoso.example'] })
    const token = await fetchAppToken(sandbox)
    await control('PATCH', '/knobs/app', { exchangeScope: [] })
    expect(await statusWith(token, 'users/wang.lei@contoso.example/mailFolders')).toEqual([
      403,
      'ErrorAccessDenied',
    ])
  })

  test('opens every mailbox all the same, where Entra granted that too: the two are a union', async () => {
    await createControlCaller(sandbox)('PATCH', '/knobs/app', { exchangeScope: [] })
    const token = await fetchAppToken(sandbox)
    expect(await statusWith(token, 'users/megan.bowen@contoso.example/mailFolders')).toEqual([200, null])
  })
})

test('tokens live as long as the tenant says', async () => {
  const control = createControlCaller(sandbox)
  await control('PATCH', '/knobs/app', { tokenLifetimeSeconds: 60 })
  const { exp = 0, iat = 0 } = decodeJwt(await fetchAppToken(sandbox))
  expect(exp - iat).toBe(60)
  await control('DELETE', '/knobs/app')
})

test('what is not modelled is refused, not made up', async () => {
  const call = await createGraphCaller(sandbox)
  expect(await call('GET', 'me')).toMatchObject({ status: 400, code: 'BadRequest' })
  expect(await call('PUT', 'users/megan.bowen@contoso.example')).toMatchObject({
    status: 405,
    code: 'BadRequest',
  })
  expect(await call('GET', 'users?$search=megan')).toMatchObject({ status: 400, code: 'BadRequest' })
  expect(await call('GET', `${sandbox.graphUrl}/beta/users`)).toMatchObject({
    status: 400,
    code: 'BadRequest',
  })
})

async function statusWith(token: string, path = 'users'): Promise<[number, string | null]> {
  const response = await fetch(`${sandbox.graphUrl}/v1.0/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const body: unknown = await response.json()
  return [response.status, response.ok ? null : answer.parse(body).error.code]
}

async function sign(overrides: Record<string, unknown>): Promise<string> {
  const { privateJwk } = await loadSigningKey(dirname(sandbox.caPath))
  return new SignJWT({
    iss: `${sandbox.entraTlsUrl}/${sandbox.tenantId}/v2.0`,
    aud: sandbox.graphUrl,
    tid: sandbox.tenantId,
    exp: Math.floor(Date.now() / 1000) + 600,
    roles: ['User.Read.All', 'Mail.ReadWrite'],
    ...overrides,
  })
    .setProtectedHeader({ alg: 'RS256', kid: privateJwk.kid })
    .sign(privateJwk)
}
