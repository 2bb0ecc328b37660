import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SiteLogin, SiteStep } from '#lib/sync/ports/source-site.ts'
import { makeSshKey } from '#sandbox/telemessage/site/make-ssh-key.ts'
import { startTestSite, type TestSite } from '#sandbox/telemessage/site/site-for-tests.ts'
import { createSftpSite } from './sftp-site.ts'

const site = createSftpSite({ allowedHosts: () => true, requestTimeoutMs: 20_000 })
const pair = makeSshKey('ed25519')
const byKey = { method: 'key', privateKey: pair.private, passphrase: null } as const

let sandbox: TestSite
beforeAll(async () => {
  sandbox = await startTestSite({ files: { 'one.zip': Buffer.from('one') } })
})
afterAll(() => sandbox.close())
afterEach(() => sandbox.control('POST', '/site/reset'))

const loginWith = (more: Partial<SiteLogin> = {}): SiteLogin => ({
  host: '127.0.0.1',
  port: sandbox.login.port,
  folder: '/outbox',
  username: sandbox.login.username,
  credential: { method: 'password', password: sandbox.login.password },
  trustedHostKey: sandbox.hostKeyFingerprint(),
  timeoutMs: 20_000,
  ...more,
})

async function connect(login: SiteLogin, signal = new AbortController().signal) {
  const steps: SiteStep[] = []
  const answer = await site.connect(login, signal, (step) => steps.push(step))
  const files = answer.ok ? (await answer.session.list()).map((file) => file.name) : []
  if (answer.ok) await answer.session.close()
  return {
    outcome: answer.ok ? 'in' : answer.reason,
    files,
    steps: steps.map((step) => step.step),
    told: steps,
  }
}

describe('a login by private key', () => {
  test('is refused until the site has the public half, and then opens it', async () => {
    expect(await connect(loginWith({ credential: byKey }))).toMatchObject({
      outcome: 'key-refused',
      steps: ['name', 'port', 'host-key'],
    })
    await sandbox.control('POST', '/site/authorized-keys', { publicKey: pair.public })
    expect(await connect(loginWith({ credential: byKey }))).toMatchObject({
      outcome: 'in',
      files: ['one.zip'],
    })
  })

  test('never falls back on a password', async () => {
    await connect(loginWith({ credential: byKey }))
    const counters = await sandbox.control('GET', '/counters')
    expect(counters.body).toMatchObject({ site: { logins: { refused: { password: 0, publickey: 1 } } } })
  })
})

describe('the steps of a connection', () => {
  test('are told in their order', async () => {
    expect((await connect(loginWith())).told).toEqual([
      { step: 'name', address: '127.0.0.1' },
      { step: 'port' },
      { step: 'host-key', hostKey: sandbox.hostKeyFingerprint(), algorithm: 'ssh-ed25519' },
      { step: 'login' },
    ])
  })

  test('of a name tell the address that it was found at', async () => {
    const { told } = await connect(loginWith({ host: 'localhost' }))
    expect(told[0]).toEqual({ step: 'name', address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) })
  })

  test('end before the host key when it is not the trusted one', async () => {
    const trusted = sandbox.hostKeyFingerprint()
    await sandbox.control('POST', '/site/host-key', { type: 'rsa' })
    expect(await connect(loginWith({ trustedHostKey: trusted }))).toMatchObject({
      outcome: 'host-key-changed',
      steps: ['name', 'port'],
    })
  })

  test('end at the login with a wrong password', async () => {
    const credential = { method: 'password', password: 'wrong' } as const
    expect(await connect(loginWith({ credential }))).toMatchObject({
      outcome: 'login-refused',
      steps: ['name', 'port', 'host-key'],
    })
  })

  test('end with the port when nothing there speaks SSH', async () => {
    await sandbox.control('PUT', '/knobs/site', { connections: { answer: 'hang-up' } })
    expect(await connect(loginWith())).toMatchObject({ outcome: 'no-ssh', steps: ['name'] })
  })

  test('go no further than where they were cancelled', async () => {
    await sandbox.control('PUT', '/knobs/site', { connections: { answer: 'silence' } })
    const controller = new AbortController()
    const steps: string[] = []
    const connecting = site.connect(loginWith(), controller.signal, ({ step }) => {
      steps.push(step)
      controller.abort(new Error('enough'))
    })
    await expect(connecting).rejects.toThrow('enough')
    expect(steps).toEqual(['name'])
  })
})
