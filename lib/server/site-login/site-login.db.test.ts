import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import { findSiteCredential, saveSiteCredential } from '#lib/db/connector-secrets.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { PassedCheck } from '#lib/domain/site-checks.ts'
import { type SiteLoginInput, siteLoginInput } from '#lib/domain/site-login-input.ts'
import { TERMS_VERSION } from '#lib/domain/wizard-terms.ts'
import { openSecretBox } from '#lib/platform/secret-box.ts'
import type {
  ReadSiteKey,
  SiteCredential,
  SiteFile,
  SiteLogin,
  SourceSite,
} from '#lib/sync/ports/source-site.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { editSiteLoginCall } from '../edit-site-login.ts'
import { guardCall } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { keepTypedLoginCall } from '../wizard/keep-typed-login.ts'
import { logInToSiteCall } from '../wizard/log-in-to-site.ts'
import { loginFormValues } from './login-form-values.ts'

const tenantId = randomUUID()
const caller = { tenantId, id: 'oid-1', name: 'Megan Bowen', roles: ['DataConnector.Admin'] as const }
const now = new Date('2026-11-22T08:00:00Z')
const tested = new Date('2026-11-01T08:00:00Z')
const hostKey = `SHA256:${'A'.repeat(43)}`
const newHostKey = `SHA256:${'B'.repeat(43)}`
const PASSWORD = 'hunter2-canary'
const PRIVATE_KEY = 'private-key-canary'
const FINGERPRINT = `SHA256:${'K'.repeat(43)}`
const secretBox = openSecretBox(`k1:${randomBytes(32).toString('base64')}`)

let database: Database
let logins: SiteLogin[]
let files: SiteFile[]
let shownHostKey: string
let duringTheCheck: () => Promise<void>

/** A site that takes one password and one key, and has the folder /outbox. */
const site: SourceSite = {
  async connect(asked, signal, onStep = () => {}) {
    logins.push(asked)
    onStep({ step: 'name', address: '203.0.113.24' })
    onStep({ step: 'port' })
    await duringTheCheck()
    signal.throwIfAborted()
    const offered = { offeredHostKey: shownHostKey, algorithm: 'ssh-ed25519' }
    if (asked.trustedHostKey === null) return { ok: false, reason: 'host-key-unknown', ...offered }
    if (asked.trustedHostKey !== shownHostKey) return { ok: false, reason: 'host-key-changed', ...offered }
    onStep({ step: 'host-key', hostKey: shownHostKey, algorithm: 'ssh-ed25519' })
    const { credential } = asked
    if (credential.method === 'password' && credential.password !== PASSWORD)
      return { ok: false, reason: 'login-refused' }
    if (credential.method === 'key' && credential.privateKey !== PRIVATE_KEY)
      return { ok: false, reason: 'key-refused' }
    onStep({ step: 'login' })
    if (asked.folder !== '/outbox') return { ok: false, reason: 'folder-not-found' }
    const session = {
      hostKey: shownHostKey,
      list: async () => files,
      download: () => Promise.reject(new Error('a check downloads nothing')),
      close: async () => {},
    }
    return { ok: true, session }
  },
}

const readSiteKey: ReadSiteKey = (privateKey, passphrase) => {
  if (privateKey === 'encrypted') {
    return { ok: false, reason: passphrase ? 'key-passphrase-wrong' : 'key-passphrase-needed' }
  }
  if (!privateKey.startsWith('private-key')) return { ok: false, reason: 'key-unreadable' }
  return { ok: true, fingerprint: FINGERPRINT, algorithm: 'ssh-ed25519' }
}

const ports = () =>
  ({
    database,
    secretBox,
    site,
    readSiteKey,
    clock: { now: () => now },
    newId: randomUUID,
  }) as unknown as WebPorts

openTestDatabase({ poolMax: 4 }, async (opened) => {
  database = opened
  await database.tenant.create({ data: { id: tenantId } })
})

beforeEach(() => {
  logins = []
  files = [{ name: 'a.zip', sizeBytes: 5, modifiedAt: now }]
  shownHostKey = hostKey
  duringTheCheck = async () => {}
})

async function connectorWith(
  credential: SiteCredential = { method: 'password', password: PASSWORD },
  state = 'active',
): Promise<string> {
  const connectorId = randomUUID()
  await database.connector.create({
    data: {
      id: connectorId,
      tenantId,
      typeId: 'wechat-archiver',
      name: 'WeChat Archiver',
      state,
      termsVersion: TERMS_VERSION,
      termsAcceptedAt: tested,
      siteHost: 'site.example',
      sitePort: 22,
      siteFolder: '/outbox',
      siteUsername: 'contoso',
      siteHostKey: hostKey,
      siteKeyFingerprint: credential.method === 'key' ? FINGERPRINT : null,
      siteCheckedAt: tested,
      mappingConfirmedAt: tested,
      importSince: tested,
      finishedAt: tested,
      createdById: 'oid-1',
      createdBy: 'Megan Bowen',
    },
  })
  await withTenant(database, tenantId, (tx) =>
    saveSiteCredential(tx, secretBox, { tenantId, connectorId }, credential),
  )
  return connectorId
}

const inputFor = (connectorId: string, more: Partial<SiteLoginInput> = {}) =>
  siteLoginInput.parse({
    connectorId,
    username: 'contoso',
    host: 'site.example',
    port: 22,
    folder: '/outbox',
    trustedHostKey: null,
    ...more,
  })
const edit = (
  connectorId: string,
  more: Partial<SiteLoginInput> = {},
  watcher: { report?: (step: PassedCheck) => void; signal?: AbortSignal } = {},
) => editSiteLoginCall(ports).handle({ caller, input: inputFor(connectorId, more), ...watcher })

const stored = (connectorId: string) => database.connector.findUniqueOrThrow({ where: { id: connectorId } })
const credentialOf = (connectorId: string) =>
  withTenant(database, tenantId, (tx) => findSiteCredential(tx, secretBox, { tenantId, connectorId }))

/** What was stored before is stored still. */
async function expectUntouched(connectorId: string): Promise<void> {
  expect(await credentialOf(connectorId)).toEqual({ method: 'password', password: PASSWORD })
  expect(await stored(connectorId)).toMatchObject({
    siteHost: 'site.example',
    siteUsername: 'contoso',
    siteHostKey: hostKey,
    siteCheckedAt: tested,
  })
}

describe('the checks', () => {
  test('are told one by one, with what they found', async () => {
    files = [
      { name: 'new.zip', sizeBytes: 7, modifiedAt: new Date('2026-11-21T01:00:00Z') },
      { name: 'old.zip', sizeBytes: 5, modifiedAt: new Date('2026-11-20T01:00:00Z') },
      { name: 'readme.txt', sizeBytes: 1, modifiedAt: now },
    ]
    const told: PassedCheck[] = []
    const answer = await edit(await connectorWith(), {}, { report: (step) => told.push(step) })
    const packages = {
      count: 2,
      sizeBytes: 12,
      newest: { name: 'new.zip', sizeBytes: 7, modifiedAt: '2026-11-21T01:00:00.000Z' },
    }
    expect(told.map(({ check, facts }) => [check, facts])).toEqual([
      ['name', { address: '203.0.113.24' }],
      ['port', {}],
      ['host-key', { hostKey, algorithm: 'ssh-ed25519' }],
      ['login', {}],
      ['folder', {}],
      ['packages', { packages }],
    ])
    expect(answer).toMatchObject({ ok: true, value: { hostKey, packages } })
  })

  test('of an account without packages go well', async () => {
    files = []
    expect(await edit(await connectorWith())).toMatchObject({
      ok: true,
      value: { packages: { count: 0, newest: null } },
    })
  })

  test('that a person stops store nothing', async () => {
    const connectorId = await connectorWith()
    const controller = new AbortController()
    duringTheCheck = async () => controller.abort()
    const answer = await edit(connectorId, { password: 'other' }, { signal: controller.signal })
    expect(answer).toEqual(refuse('cancelled'))
    await expectUntouched(connectorId)
  })

  test('that went well while somebody else stored another login store nothing', async () => {
    const connectorId = await connectorWith()
    duringTheCheck = async () => {
      duringTheCheck = async () => {}
      await edit(connectorId, { timeoutSeconds: 30 })
    }
    expect(await edit(connectorId, { timeoutSeconds: 60 })).toEqual(refuse('login-changed'))
    expect(await stored(connectorId)).toMatchObject({ siteTimeoutSeconds: 30 })
  })
})

describe('a stored password', () => {
  test('is kept when nothing is typed, and everything else may change', async () => {
    const connectorId = await connectorWith()
    expect(await edit(connectorId, { timeoutSeconds: 90 })).toMatchObject({ ok: true })
    expect(logins).toMatchObject([{ credential: { password: PASSWORD }, timeoutMs: 90_000 }])
    expect(await stored(connectorId)).toMatchObject({ siteTimeoutSeconds: 90, siteCheckedAt: now })
    expect(await credentialOf(connectorId)).toEqual({ method: 'password', password: PASSWORD })
  })

  test.each([{ host: 'elsewhere.example' }, { port: 2222 }, { username: 'somebody-else' }])(
    'never goes where it was not stored for: %j',
    async (change) => {
      const connectorId = await connectorWith()
      expect(await edit(connectorId, change)).toMatchObject({ ok: false, error: { code: 'password-needed' } })
      expect(logins).toEqual([])
      await expectUntouched(connectorId)
    },
  )

  test('that is wrong now can be replaced, and nothing else is', async () => {
    const connectorId = await connectorWith({ method: 'password', password: 'expired' })
    const before = await stored(connectorId)
    expect(await edit(connectorId)).toMatchObject({ ok: false, error: { code: 'login-refused' } })
    expect(await edit(connectorId, { password: PASSWORD })).toMatchObject({ ok: true })
    expect(await credentialOf(connectorId)).toEqual({ method: 'password', password: PASSWORD })
    expect(await stored(connectorId)).toEqual({ ...before, siteCheckedAt: now, updatedAt: expect.any(Date) })
  })

  test('is not replaced by one that the site refuses', async () => {
    const connectorId = await connectorWith()
    expect(await edit(connectorId, { password: 'wrong' })).toMatchObject({
      ok: false,
      error: { code: 'login-refused', fields: { password: ['loginRefused'] } },
    })
    await expectUntouched(connectorId)
  })
})

describe('a private key', () => {
  const byKey = { method: 'key', privateKey: PRIVATE_KEY } as const

  test('takes the place of the password, sealed, and only its fingerprint is told', async () => {
    const connectorId = await connectorWith()
    const answer = await edit(connectorId, byKey)
    expect(answer).toMatchObject({ ok: true, value: { keyFingerprint: FINGERPRINT } })
    expect(JSON.stringify(answer)).not.toContain(PRIVATE_KEY)
    expect(await credentialOf(connectorId)).toEqual({
      method: 'key',
      privateKey: PRIVATE_KEY,
      passphrase: null,
    })
    expect(await stored(connectorId)).toMatchObject({ siteKeyFingerprint: FINGERPRINT })
    const secrets = await database.connectorSecret.findMany({ where: { connectorId } })
    expect(secrets.map((secret) => secret.field)).toEqual(['site-private-key'])
    expect(Buffer.from(secrets[0]?.ciphertext ?? '').toString('latin1')).not.toContain(PRIVATE_KEY)
  })

  test('of another connector does not open: it is bound to its row', async () => {
    const one = await connectorWith({ method: 'key', privateKey: PRIVATE_KEY, passphrase: 'p' })
    const other = await connectorWith({ method: 'key', privateKey: 'private-key-2', passphrase: null })
    const { keyId, iv, ciphertext } = await database.connectorSecret.findFirstOrThrow({
      where: { connectorId: one },
    })
    await database.connectorSecret.updateMany({
      where: { connectorId: other },
      data: { keyId, iv, ciphertext },
    })
    await expect(credentialOf(other)).rejects.toMatchObject({ code: 'secret_unreadable' })
  })

  test('is kept when none is typed, for the same site and user only', async () => {
    const connectorId = await connectorWith({ method: 'key', privateKey: PRIVATE_KEY, passphrase: 'p' })
    expect(await edit(connectorId, { method: 'key' })).toMatchObject({ ok: true })
    expect(logins).toMatchObject([{ credential: { privateKey: PRIVATE_KEY, passphrase: 'p' } }])
    expect(await edit(connectorId, { method: 'key', host: 'elsewhere.example' })).toMatchObject({
      error: { code: 'key-needed', fields: { privateKey: ['required'] } },
    })
    expect(logins).toHaveLength(1)
  })

  test('gives way to a password again', async () => {
    const connectorId = await connectorWith({ method: 'key', privateKey: PRIVATE_KEY, passphrase: null })
    expect(await edit(connectorId)).toMatchObject({ error: { code: 'password-needed' } })
    expect(await edit(connectorId, { password: PASSWORD })).toMatchObject({ ok: true })
    await expectCredentialKinds(connectorId, ['site-password'])
    expect(await stored(connectorId)).toMatchObject({ siteKeyFingerprint: null })
  })

  test.each([
    [{ privateKey: 'nonsense' }, 'key-unreadable', 'privateKey'],
    [{ privateKey: 'encrypted' }, 'key-passphrase-needed', 'passphrase'],
    [{ privateKey: 'encrypted', passphrase: 'x' }, 'key-passphrase-wrong', 'passphrase'],
  ])('that cannot be read is said before the site is asked: %j', async (typed, code, field) => {
    const connectorId = await connectorWith()
    expect(await edit(connectorId, { method: 'key', ...typed })).toMatchObject({
      ok: false,
      error: { code, fields: { [field]: [code] } },
    })
    expect(logins).toEqual([])
  })

  async function expectCredentialKinds(connectorId: string, fields: string[]): Promise<void> {
    const secrets = await database.connectorSecret.findMany({ where: { connectorId } })
    expect(secrets.map((secret) => secret.field)).toEqual(fields)
  }
})

describe('a host key', () => {
  test('that has changed stops the login and shows both; nothing is stored', async () => {
    const connectorId = await connectorWith()
    shownHostKey = newHostKey
    expect(await edit(connectorId)).toMatchObject({
      ok: false,
      error: {
        code: 'host-key-changed',
        values: { trustedHostKey: hostKey, offeredHostKey: newHostKey },
      },
    })
    await expectUntouched(connectorId)
  })

  test('that a person has confirmed takes the place of the old one, and the audit log has both', async () => {
    const connectorId = await connectorWith()
    shownHostKey = newHostKey
    expect(await edit(connectorId, { trustedHostKey: newHostKey })).toMatchObject({
      ok: true,
      auditDetail: { hostKey: newHostKey, replacedHostKey: hostKey },
    })
    expect(await stored(connectorId)).toMatchObject({ siteHostKey: newHostKey })
  })

  test('that was forgotten is asked about again', async () => {
    expect(await edit(await connectorWith(), { forgetHostKey: true })).toMatchObject({
      error: { code: 'host-key-unknown' },
    })
  })

  test('of one site is not taken for another', async () => {
    await edit(await connectorWith(), { host: 'elsewhere.example', password: PASSWORD })
    expect(logins).toMatchObject([{ host: 'elsewhere.example', trustedHostKey: null }])
  })
})

describe('editing a login', () => {
  test.each(['active', 'paused'])('works for a connector that is %s, and leaves it so', async (state) => {
    const connectorId = await connectorWith(undefined, state)
    expect(await edit(connectorId, { timeoutSeconds: 30 })).toMatchObject({ ok: true })
    expect(await stored(connectorId)).toMatchObject({ state, siteTimeoutSeconds: 30 })
  })

  test.each(['draft', 'deleted'])('is not for one that is %s', async (state) => {
    const connectorId = await connectorWith(undefined, state)
    expect(await edit(connectorId)).toEqual(refuse('connector-gone'))
    expect(logins).toEqual([])
  })

  test('is out of reach of another tenant', async () => {
    const connectorId = await connectorWith()
    const stranger = { ...caller, tenantId: randomUUID() }
    const answer = await editSiteLoginCall(ports).handle({ caller: stranger, input: inputFor(connectorId) })
    expect(answer).toEqual(refuse('connector-gone'))
    expect(logins).toEqual([])
  })

  test('is not for a reader, and the audit log never has the secret', async () => {
    const connectorId = await connectorWith()
    const guard = (roles: ('DataConnector.Admin' | 'DataConnector.Reader')[]) =>
      guardCall(
        editSiteLoginCall(ports),
        {
          caller: { ...caller, roles },
          isOurOrigin: true,
          input: inputFor(connectorId, { password: PASSWORD }),
        },
        {
          addAuditEvent: (tenant, event) => addAuditEvent(database, tenant, event),
          logFault: () => {},
          newReference: randomUUID,
        },
      )
    expect(await guard(['DataConnector.Reader'])).toEqual(refuse('no-permission'))
    expect(logins).toEqual([])
    expect(await guard(['DataConnector.Admin'])).toMatchObject({ ok: true })
    const events = await database.auditEvent.findMany({ where: { targetId: connectorId } })
    expect(events.map((event) => [event.action, event.outcome])).toEqual([
      ['connector.edit-site-login', 'refused'],
      ['connector.edit-site-login', 'done'],
    ])
    expect(JSON.stringify(events.map((event) => event.detail))).not.toContain(PASSWORD)
  })
})

describe('what was typed into a draft', () => {
  const typed = {
    username: 'someone',
    method: 'key' as const,
    host: 'half-typed.exam',
    port: '2',
    folder: '/in',
    timeoutSeconds: '45',
  }
  const installation = {
    TELEMESSAGE_HOST: 'sftp.example',
    TELEMESSAGE_PORT: 22,
    TELEMESSAGE_FOLDER: '/outbox',
  }
  const keep = (connectorId: string) =>
    keepTypedLoginCall(ports).handle({ caller, input: { connectorId, typed } })

  test('is there again for whoever comes back, and the stored password still belongs to the tested site', async () => {
    const connectorId = await connectorWith(undefined, 'draft')
    expect(await keep(connectorId)).toMatchObject({ ok: true })
    expect(await stored(connectorId)).toMatchObject({ siteHost: 'site.example', siteUsername: 'contoso' })
    expect(loginFormValues(await stored(connectorId), true, installation)).toMatchObject({
      values: typed,
      stored: { host: 'site.example', username: 'contoso', method: 'password' },
    })
  })

  test('is over once the login was tested', async () => {
    const connectorId = await connectorWith(undefined, 'draft')
    await keep(connectorId)
    const input = inputFor(connectorId, { password: PASSWORD })
    expect(await logInToSiteCall(ports).handle({ caller, input })).toMatchObject({ ok: true })
    expect(await stored(connectorId)).toMatchObject({ siteTyped: null })
  })

  test('is not kept for a connector that is no draft', async () => {
    const connectorId = await connectorWith()
    expect(await keep(connectorId)).toEqual(refuse('step-not-open'))
    expect(await stored(connectorId)).toMatchObject({ siteTyped: null })
  })
})
