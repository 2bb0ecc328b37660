import { describe, expect, test } from 'vitest'
import { CHECKED_PREREQUISITES, type CheckedPrerequisite } from '#lib/domain/prerequisites.ts'
import { checkPrerequisite, type PrerequisitePorts } from './check-prerequisites.ts'

const TIMEOUT_MS = 5_000
const HOST_KEY = 'SHA256:offered'

const refusedWith = (facts: { code: string; message?: string; graphCode?: string }) => () =>
  Promise.reject(Object.assign(new Error(facts.message ?? 'no'), facts))

function setUp(changes: Partial<PrerequisitePorts> = {}) {
  const warnings: Record<string, unknown>[] = []
  const ports: PrerequisitePorts = {
    env: {
      TELEMESSAGE_HOST: 'sftp.example',
      TELEMESSAGE_PORT: 22,
      TELEMESSAGE_FOLDER: '/outbox',
      AZURE_STORAGE_CONTAINER: 'evidence',
    },
    tenantAccess: {
      grantedPermissions: async () => ['Mail.ReadWrite', 'User.Read.All'],
      readAnyUser: async () => {},
    },
    site: {
      connect: async () => ({
        ok: false,
        reason: 'host-key-unknown',
        offeredHostKey: HOST_KEY,
        algorithm: 'ssh-ed25519',
      }),
    },
    evidenceAccess: { tryWriting: async () => ({ ok: true }) },
    lastWorkerTick: async () => ({ ageSeconds: 40, succeeded: true }),
    log: { info: () => {}, warn: (facts) => void warnings.push(facts) },
    ...changes,
  }
  const check = (prerequisite: CheckedPrerequisite, timeoutMs = TIMEOUT_MS) =>
    checkPrerequisite(ports, prerequisite, timeoutMs)
  return { check, warnings }
}

const tenantAccess = (changes: Partial<PrerequisitePorts['tenantAccess']>) => ({
  tenantAccess: { grantedPermissions: async () => [], readAnyUser: async () => {}, ...changes },
})

describe('what has to be there before a connector is added', () => {
  test('is met when everything answers', async () => {
    const { check } = setUp()
    for (const prerequisite of CHECKED_PREREQUISITES) {
      expect(await check(prerequisite)).toMatchObject({ state: 'met' })
    }
  })

  test('has an answer when a port never gives one, and the port is told to stop', async () => {
    const told: string[] = []
    const { check } = setUp({
      site: {
        connect: (_, signal) =>
          new Promise(() => signal.addEventListener('abort', () => told.push('stop'), { once: true })),
      },
      tenantAccess: {
        grantedPermissions: () => new Promise(() => {}),
        readAnyUser: () => new Promise(() => {}),
      },
      evidenceAccess: { tryWriting: () => new Promise(() => {}) },
      lastWorkerTick: () => new Promise(() => {}),
    })
    for (const prerequisite of CHECKED_PREREQUISITES) {
      expect(await check(prerequisite, 20)).toMatchObject({ state: 'not-met', reason: 'timed-out' })
    }
    expect(told).toEqual(['stop'])
  })

  test('says of a fault only that there was one; its words go to the log', async () => {
    const { check, warnings } = setUp({
      evidenceAccess: { tryWriting: () => Promise.reject(new Error('AccountKey=secret')) },
    })
    expect(await check('evidence')).toEqual({ state: 'not-met', reason: 'fault' })
    expect(warnings).toMatchObject([{ prerequisite: 'evidence' }])
  })
})

describe('Microsoft 365', () => {
  test.each([
    [
      { code: 'token_refused', message: 'refused (invalid_client, AADSTS7000215).' },
      'token-refused',
      'AADSTS7000215',
    ],
    [{ code: 'token_unavailable' }, 'login-unreachable', undefined],
    [
      { code: 'graph_forbidden', graphCode: 'Authorization_RequestDenied' },
      'users-forbidden',
      'Authorization_RequestDenied',
    ],
    [{ code: 'graph_throttled', graphCode: 'TooManyRequests' }, 'graph-throttled', 'TooManyRequests'],
    [{ code: 'graph_unavailable', graphCode: 'timeout' }, 'graph-unreachable', 'timeout'],
  ])('that answers %o is not ready: %s', async (facts, reason, code) => {
    const { check } = setUp(tenantAccess({ readAnyUser: refusedWith(facts) }))
    const answer = await check('microsoft-365')
    expect(answer).toMatchObject({ state: 'not-met', reason })
    expect(answer.code).toBe(code)
  })

  test('without Mail.ReadWrite in the token may still open mailboxes by Exchange: nothing is proved', async () => {
    const without = setUp(tenantAccess({ grantedPermissions: async () => ['User.Read.All'] }))
    expect(await without.check('mailboxes')).toEqual({ state: 'unproved', reason: 'mail-not-in-token' })
    const unreadable = setUp(tenantAccess({ grantedPermissions: async () => null }))
    expect(await unreadable.check('mailboxes')).toMatchObject({ state: 'unproved' })
  })

  test('that gives no token leaves both of its checks with that reason', async () => {
    const refused = refusedWith({ code: 'token_refused' })
    const { check } = setUp({ tenantAccess: { grantedPermissions: refused, readAnyUser: refused } })
    expect(await check('microsoft-365')).toMatchObject({ reason: 'token-refused' })
    expect(await check('mailboxes')).toMatchObject({ reason: 'token-refused' })
  })
})

describe("TeleMessage's site", () => {
  test('is asked for its host key, with no password to send', async () => {
    const logins: unknown[] = []
    const { check } = setUp({
      site: {
        connect: async (login) => {
          logins.push(login)
          return { ok: false, reason: 'host-key-unknown', offeredHostKey: HOST_KEY, algorithm: 'ssh-ed25519' }
        },
      },
    })
    expect(await check('site')).toMatchObject({ reason: 'site-answers', values: { hostKey: HOST_KEY } })
    expect(logins).toMatchObject([
      {
        host: 'sftp.example',
        port: 22,
        credential: { method: 'password', password: '' },
        trustedHostKey: null,
      },
    ])
  })

  test.each([
    ['host-not-allowed', 'site-host-not-allowed'],
    ['host-not-found', 'site-host-not-found'],
    ['unreachable', 'site-unreachable'],
    ['timed-out', 'site-unreachable'],
  ] as const)('that is %s says so', async (siteReason, reason) => {
    const { check } = setUp({ site: { connect: async () => ({ ok: false, reason: siteReason }) } })
    expect(await check('site')).toEqual({
      state: 'not-met',
      reason,
      values: { host: 'sftp.example', port: 22 },
    })
  })
})

test.each(['refused', 'unreachable'] as const)(
  'a storage that is %s is named with its code',
  async (reason) => {
    const { check } = setUp({
      evidenceAccess: { tryWriting: async () => ({ ok: false, reason, code: 'AuthorizationFailure' }) },
    })
    expect(await check('evidence')).toEqual({
      state: 'not-met',
      reason: `storage-${reason}`,
      values: { container: 'evidence' },
      code: 'AuthorizationFailure',
    })
  },
)

describe('the worker', () => {
  test.each([
    [null, 'not-met', 'worker-never-seen'],
    [{ ageSeconds: 61, succeeded: true }, 'met', 'worker-alive'],
    [{ ageSeconds: 181, succeeded: true }, 'not-met', 'worker-silent'],
    [{ ageSeconds: 181, succeeded: false }, 'not-met', 'worker-silent'],
    [{ ageSeconds: 5, succeeded: false }, 'not-met', 'worker-tick-failed'],
  ] as const)('with a last tick of %o is %s', async (tick, state, reason) => {
    const { check } = setUp({ lastWorkerTick: async () => tick })
    expect(await check('worker')).toMatchObject({ state, reason })
  })
})
