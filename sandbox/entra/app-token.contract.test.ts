import { ConfidentialClientApplication } from '@azure/msal-node'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

let sandbox: RunningSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

test('msal-node gets a token for Graph with the roles that the app was granted', async () => {
  const result = await application({}).acquireTokenByClientCredential({
    scopes: [`${sandbox.graphUrl}/.default`],
  })
  const claims = decodeJwt(result?.accessToken ?? '')
  expect(claims).toMatchObject({
    aud: sandbox.graphUrl,
    tid: sandbox.tenantId,
    appid: sandbox.clientId,
    roles: ['Mail.ReadWrite', 'User.Read.All'],
  })
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600)
})

test('a wrong secret is refused in words that administrators know', async () => {
  const attempt = application({ clientSecret: 'wrong' }).acquireTokenByClientCredential({
    scopes: [`${sandbox.graphUrl}/.default`],
  })
  await expect(attempt).rejects.toMatchObject({
    errorCode: 'invalid_client',
    errorMessage: expect.stringContaining('AADSTS7000215'),
  })
})

test('an app that the tenant does not know is refused as that', async () => {
  const attempt = application({
    clientId: '00000000-0000-4000-8000-000000000000',
  }).acquireTokenByClientCredential({
    scopes: [`${sandbox.graphUrl}/.default`],
  })
  await expect(attempt).rejects.toMatchObject({ errorMessage: expect.stringContaining('AADSTS700016') })
})

test('a scope of another resource is refused', async () => {
  const attempt = application({}).acquireTokenByClientCredential({
    scopes: ['https://graph.microsoft.com/.default'],
  })
  await expect(attempt).rejects.toMatchObject({ errorMessage: expect.stringContaining('AADSTS70011') })
})

function application(overrides: { clientId?: string; clientSecret?: string }) {
  const authority = `${sandbox.entraTlsUrl}/${sandbox.tenantId}`
  return new ConfidentialClientApplication({
    auth: {
      clientId: sandbox.clientId,
      clientSecret: sandbox.clientSecret,
      authority,
      knownAuthorities: [new URL(authority).host],
      ...overrides,
    },
  })
}
