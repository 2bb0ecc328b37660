import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto'
import { ConfidentialClientApplication } from '@azure/msal-node'
import { decodeJwt, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { makeClientCertificate } from '#sandbox/test-support/make-client-certificate.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

let sandbox: RunningSandbox
let credentials: Awaited<ReturnType<typeof makeClientCertificate>>

beforeAll(async () => {
  credentials = await makeClientCertificate()
  sandbox = await startTestSandbox({ appCertificates: credentials.certificate })
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
    roles: ['Mail.ReadWrite', 'User.Read.All', 'Group.Read.All'],
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

describe('an assertion that a registered certificate has signed', () => {
  const HOUR = 3600

  test('is taken, also a second time while it lasts', async () => {
    const assertion = await assert({})
    expect((await ask(assertion)).status).toBe(200)
    expect((await ask(assertion)).status).toBe(200)
  })

  test.each<[string, { header?: object; claims?: object }]>([
    ['names no certificate', { header: { 'x5t#S256': undefined } }],
    ['names another certificate', { header: { 'x5t#S256': Buffer.alloc(32, 1).toString('base64url') } }],
    ['is meant for somebody else', { claims: { aud: 'https://login.microsoftonline.com/' } }],
    ['is of another app', { claims: { iss: '00000000-0000-4000-8000-000000000000' } }],
    ['has another subject', { claims: { sub: '00000000-0000-4000-8000-000000000000' } }],
    ['is over', { claims: { nbf: now() - 2 * HOUR, exp: now() - HOUR } }],
    ['has no end', { claims: { exp: undefined } }],
    ['lasts for a day', { claims: { exp: now() + 24 * HOUR } }],
  ])('is refused when it %s', async (_what, changes) => {
    expect((await ask(await assert(changes))).status).not.toBe(200)
  })

  async function assert({ header, claims }: { header?: object; claims?: object }): Promise<string> {
    const { certificate, privateKey } = credentials
    const thumbprint = new X509Certificate(certificate).fingerprint256.replaceAll(':', '')
    const app = sandbox.clientId
    return new SignJWT({
      ...{ aud: tokenUrl(), iss: app, sub: app, jti: randomUUID(), nbf: now(), exp: now() + 600 },
      ...claims,
    })
      .setProtectedHeader({
        alg: 'PS256',
        'x5t#S256': Buffer.from(thumbprint, 'hex').toString('base64url'),
        ...header,
      })
      .sign(createPrivateKey(privateKey))
  }

  const ask = (assertion: string) =>
    fetch(tokenUrl(), {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: `${sandbox.graphUrl}/.default`,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    })
  const tokenUrl = () => `${sandbox.entraTlsUrl}/${sandbox.tenantId}/oauth2/v2.0/token`
})

function now(): number {
  return Math.floor(Date.now() / 1000)
}

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
