import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { makeClientCertificate } from '#sandbox/test-support/make-client-certificate.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'
import { createAppTokenProvider } from './app-token.ts'
import { type ClientCertificate, readClientCertificate } from './read-client-certificate.ts'

type Pair = Awaited<ReturnType<typeof makeClientCertificate>>

let sandbox: RunningSandbox
let registered: Pair
let second: Pair
let expired: Pair
let stranger: Pair

beforeAll(async () => {
  registered = await makeClientCertificate()
  second = await makeClientCertificate()
  expired = await makeClientCertificate(-3)
  stranger = await makeClientCertificate()
  const appCertificates = [registered, second, expired].map(({ certificate }) => certificate).join('\n')
  sandbox = await startTestSandbox({ appCertificates })
})
afterAll(() => sandbox.close())

test('the app gets its tokens with a certificate, and needs no secret for that', async () => {
  for (const pair of [registered, second]) {
    const token = await tokenWith(read(pair))()
    expect(decodeJwt(token)).toMatchObject({
      aud: sandbox.graphUrl,
      roles: ['Mail.ReadWrite', 'User.Read.All', 'Group.Read.All'],
    })
  }
})

test.each<[string, () => ClientCertificate]>([
  ['that nobody has registered', () => read(stranger)],
  ['that has expired', () => read(expired)],
  ['whose private key another one has', () => ({ ...read(registered), privateKey: stranger.privateKey })],
])('a certificate %s is refused in words that administrators know', async (_which, certificate) => {
  await expect(tokenWith(certificate())()).rejects.toMatchObject({
    code: 'token_refused',
    message: expect.stringContaining('AADSTS700027'),
  })
})

test('the secret is still good beside it', async () => {
  expect(await tokenWith(null, sandbox.clientSecret)()).toEqual(expect.any(String))
})

function tokenWith(clientCertificate: ClientCertificate | null, clientSecret = 'not the secret') {
  return createAppTokenProvider({
    tenantId: sandbox.tenantId,
    clientId: sandbox.clientId,
    clientSecret,
    clientCertificate,
    tokenAuthority: sandbox.entraTlsUrl,
    graphUrl: sandbox.graphUrl,
    requestTimeoutMs: 20_000,
  })
}

const read = ({ certificate, privateKey }: Pair) => readClientCertificate(certificate + privateKey)
