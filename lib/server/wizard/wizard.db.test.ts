import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import { findSiteCredential } from '#lib/db/connector-secrets.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { MappingInput } from '#lib/domain/wizard-inputs.ts'
import { TERMS_VERSION } from '#lib/domain/wizard-terms.ts'
import { openSecretBox } from '#lib/platform/secret-box.ts'
import type { SiteLogin, SourceSite } from '#lib/sync/ports/source-site.ts'
import { addMappingUpload } from '#scripts/test-support/add-mapping-upload.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { WebPorts } from '../web-ports.ts'
import { acceptTermsCall } from './accept-terms.ts'
import { confirmMappingCall } from './confirm-mapping.ts'
import { finishConnectorCall } from './finish-connector.ts'
import { logInToSiteCall } from './log-in-to-site.ts'
import { saveReviewCall } from './save-review.ts'
import { startDraftCall } from './start-draft.ts'

const tenantId = randomUUID()
const caller = { tenantId, id: 'oid-1', name: 'Megan Bowen', roles: ['DataConnector.Admin'] as const }
const now = new Date('2026-11-22T08:00:00Z')
const hostKey = `SHA256:${'A'.repeat(43)}`
const login = {
  username: 'contoso',
  method: 'password' as const,
  password: 'hunter2-canary',
  privateKey: '',
  passphrase: '',
  host: 'site.example',
  port: 22,
  folder: '/outbox',
  timeoutSeconds: 20,
  trustedHostKey: null,
  forgetHostKey: false,
}
const review = {
  name: '',
  importSince: '2026-11-21T16:00',
  scheduleTime: '08:00',
  timeZone: 'Asia/Shanghai',
}

let database: Database
let logins: SiteLogin[]
let planned: unknown[]
const secretBox = openSecretBox(`k1:${randomBytes(32).toString('base64')}`)

/** A site that is known by one key and opens to one password. */
const site: SourceSite = {
  async connect(asked) {
    logins.push(asked)
    if (asked.trustedHostKey !== hostKey)
      return { ok: false, reason: 'host-key-unknown', offeredHostKey: hostKey, algorithm: 'ssh-ed25519' }
    if (asked.credential.method !== 'password' || asked.credential.password !== login.password)
      return { ok: false, reason: 'login-refused' }
    return {
      ok: true,
      session: {
        hostKey,
        list: async () => [
          { name: 'a.zip', sizeBytes: 1, modifiedAt: now },
          { name: 'readme.txt', sizeBytes: 1, modifiedAt: now },
        ],
        download: () => Promise.reject(new Error('a check downloads nothing')),
        close: async () => {},
      },
    }
  },
}

const ports = () =>
  ({
    database,
    secretBox,
    site,
    clock: { now: () => now },
    newId: randomUUID,
    planRun: async (request: unknown) => {
      planned.push(request)
      return { outcome: 'planned' as const, runId: randomUUID() }
    },
  }) as unknown as WebPorts

openTestDatabase({ poolMax: 4 }, (opened) => {
  database = opened
})

beforeEach(() => {
  logins = []
  planned = []
})

async function draftUpTo(step: 'terms' | 'login' | 'mapping' | 'review'): Promise<string> {
  const started = await startDraftCall(ports).handle({ caller, input: { typeId: 'wechat-archiver' } })
  if (!started.ok) throw new Error('no draft')
  const { connectorId } = started.value
  const accept = () =>
    acceptTermsCall(ports).handle({ caller, input: { connectorId, termsVersion: TERMS_VERSION } })
  const logIn = () =>
    logInToSiteCall(ports).handle({ caller, input: { ...login, connectorId, trustedHostKey: hostKey } })
  const map = () => confirm(connectorId, { choice: 'none' })
  const doing = { terms: [], login: [accept], mapping: [accept, logIn], review: [accept, logIn, map] }[step]
  for (const act of doing) expect(await act()).toMatchObject({ ok: true })
  logins = []
  return connectorId
}

/** Each draft of these tests under a name of its own. */
const nameOf = (key: string) => `Archiver ${key}`

function confirm(connectorId: string, custom: MappingInput['custom']) {
  const input = { connectorId, automaticMapping: true, precedence: 'custom-first' as const, custom }
  return confirmMappingCall(ports).handle({ caller, input })
}

type Rows = [externalId: string, mailbox: string][]

/** What a person confirms who has uploaded these rows, and so many wrong ones. */
async function uploaded(
  connectorId: string,
  file: { rows: Rows; errorCount?: number; agreedTo?: number; was?: number; way?: 'replace' | 'merge' },
) {
  const { rows, errorCount = 0, agreedTo = errorCount, was = 0, way = 'replace' as const } = file
  const expiresAt = new Date(now.getTime() + 1_000)
  const upload = { tenantId, connectorId, createdById: caller.id, rows, errorCount, expiresAt }
  const uploadId = await addMappingUpload(database, upload)
  return { choice: 'upload' as const, uploadId, way, leaveOutCount: agreedTo, was }
}

const stored = (connectorId: string) => database.connector.findUniqueOrThrow({ where: { id: connectorId } })
const storedCredential = (connectorId: string) =>
  withTenant(database, tenantId, (tx) => findSiteCredential(tx, secretBox, { tenantId, connectorId }))
const rowsInForce = async (connectorId: string) => {
  const newest = await database.userMappingVersion.findFirst({
    where: { connectorId },
    orderBy: { number: 'desc' },
  })
  const rows = await database.userMappingRow.findMany({
    where: { connectorId, removedIn: null },
    orderBy: { line: 'asc' },
  })
  return newest && { number: newest.number, rows: rows.map((row) => [row.externalId, row.mailbox]) }
}

describe('Terms of service', () => {
  test('stores who accepted which version, and when', async () => {
    expect(await stored(await draftUpTo('login'))).toMatchObject({
      termsVersion: TERMS_VERSION,
      termsAcceptedById: 'oid-1',
      termsAcceptedBy: 'Megan Bowen',
      termsAcceptedAt: now,
    })
  })

  test('accepted twice keep who was first', async () => {
    const connectorId = await draftUpTo('login')
    const other = { ...caller, id: 'oid-2', name: 'Isaiah Langer' }
    const input = { connectorId, termsVersion: TERMS_VERSION }
    expect(await acceptTermsCall(ports).handle({ caller: other, input })).toMatchObject({ ok: true })
    expect(await stored(connectorId)).toMatchObject({ termsAcceptedBy: 'Megan Bowen' })
  })

  test('of an older version are asked again, and the new answer is the one that is kept', async () => {
    const connectorId = await draftUpTo('login')
    await database.connector.update({ where: { id: connectorId }, data: { termsVersion: '2020-01' } })
    const other = { ...caller, id: 'oid-2', name: 'Isaiah Langer' }
    const input = { connectorId, termsVersion: TERMS_VERSION }
    expect(await acceptTermsCall(ports).handle({ caller: other, input })).toMatchObject({ ok: true })
    expect(await stored(connectorId)).toMatchObject({
      termsVersion: TERMS_VERSION,
      termsAcceptedBy: 'Isaiah Langer',
    })
  })

  test('of an older page are not accepted', async () => {
    const connectorId = await draftUpTo('terms')
    const answer = await acceptTermsCall(ports).handle({
      caller,
      input: { connectorId, termsVersion: '2020-01' },
    })
    expect(answer).toEqual(refuse('terms-changed'))
  })

  test('of another tenant are out of reach', async () => {
    const connectorId = await draftUpTo('terms')
    const stranger = { ...caller, tenantId: randomUUID() }
    const input = { connectorId, termsVersion: TERMS_VERSION }
    expect(await acceptTermsCall(ports).handle({ caller: stranger, input })).toEqual(refuse('connector-gone'))
  })
})

describe('Login to TeleMessage', () => {
  const logIn = (
    connectorId: string,
    more: Partial<Omit<typeof login, 'trustedHostKey'> & { trustedHostKey: string }> = {},
  ) => logInToSiteCall(ports).handle({ caller, input: { ...login, ...more, connectorId } })

  test('shows the host key of a site that was not seen before, and stores nothing', async () => {
    const connectorId = await draftUpTo('login')
    expect(await logIn(connectorId)).toMatchObject({
      ok: false,
      error: { code: 'host-key-unknown', values: { offeredHostKey: hostKey } },
    })
    expect(await storedCredential(connectorId)).toBeNull()
  })

  test('says that the site refused the password, and stores nothing', async () => {
    const connectorId = await draftUpTo('login')
    expect(await logIn(connectorId, { password: 'wrong', trustedHostKey: hostKey })).toMatchObject({
      ok: false,
      error: { code: 'login-refused', fields: { password: ['loginRefused'] } },
    })
    expect(await storedCredential(connectorId)).toBeNull()
    expect(await stored(connectorId)).toMatchObject({ siteHost: null, siteCheckedAt: null })
  })

  test('counts the packages, and stores the password so that the database does not show it', async () => {
    const connectorId = await draftUpTo('login')
    const answer = await logIn(connectorId, { trustedHostKey: hostKey })
    expect(answer).toMatchObject({
      ok: true,
      value: { packages: { count: 1, newest: { name: 'a.zip' } }, hostKey },
    })
    expect(JSON.stringify(answer)).not.toContain(login.password)
    expect(await storedCredential(connectorId)).toEqual({ method: 'password', password: login.password })
    const secret = await database.connectorSecret.findFirstOrThrow({ where: { connectorId } })
    expect(Buffer.from(secret.ciphertext).toString('latin1')).not.toContain(login.password)
  })

  test('keeps a stored password for the same site and user', async () => {
    const connectorId = await draftUpTo('mapping')
    expect(await logIn(connectorId, { password: '' })).toMatchObject({ ok: true })
    expect(logins).toMatchObject([{ credential: { password: login.password }, trustedHostKey: hostKey }])
  })

  test.each([{ host: 'elsewhere.example' }, { port: 2222 }, { username: 'somebody-else' }])(
    'never sends a stored password where it was not stored for: %j',
    async (change) => {
      const connectorId = await draftUpTo('mapping')
      expect(await logIn(connectorId, { ...change, password: '' })).toMatchObject({
        ok: false,
        error: { code: 'password-needed' },
      })
      expect(logins).toEqual([])
    },
  )

  test('does not take the key of one site for another', async () => {
    const connectorId = await draftUpTo('mapping')
    await logIn(connectorId, { host: 'elsewhere.example' })
    expect(logins).toMatchObject([{ host: 'elsewhere.example', trustedHostKey: null }])
  })

  test('cannot come before the terms', async () => {
    expect(await logIn(await draftUpTo('terms'))).toEqual(refuse('step-not-open'))
    expect(logins).toEqual([])
  })
})

describe('User mapping', () => {
  const rows: Rows = [
    ['8613800138000', 'wang.wei@contoso.example'],
    ['wangwei_01', 'wang.wei@contoso.example'],
  ]
  const others: Rows = [['8613800138001', 'li.na@contoso.example']]

  test('stores all rows as a version, and another file as the next one', async () => {
    const connectorId = await draftUpTo('mapping')
    expect(await confirm(connectorId, await uploaded(connectorId, { rows }))).toMatchObject({
      ok: true,
      value: { rowCount: 2 },
    })
    expect(await rowsInForce(connectorId)).toEqual({ number: 1, rows })
    await confirm(connectorId, await uploaded(connectorId, { rows: others, was: 1 }))
    expect(await rowsInForce(connectorId)).toEqual({ number: 2, rows: others })
    await confirm(connectorId, { choice: 'keep' })
    expect(await rowsInForce(connectorId)).toMatchObject({ number: 2 })
    await confirm(connectorId, { choice: 'none' })
    expect(await rowsInForce(connectorId)).toEqual({ number: 3, rows: [] })
  })

  test('adds a merged file to what is in force', async () => {
    const connectorId = await draftUpTo('mapping')
    await confirm(connectorId, await uploaded(connectorId, { rows }))
    const merged = await uploaded(connectorId, { rows: others, was: 1, way: 'merge' })
    expect(await confirm(connectorId, merged)).toMatchObject({ ok: true, value: { rowCount: 3 } })
  })

  test('stores an upload once', async () => {
    const connectorId = await draftUpTo('mapping')
    const upload = await uploaded(connectorId, { rows })
    await confirm(connectorId, upload)
    expect(await confirm(connectorId, { ...upload, was: 1 })).toEqual(refuse('upload-gone'))
    expect(await rowsInForce(connectorId)).toEqual({ number: 1, rows })
  })

  test("takes nobody else's upload, and none that is too old", async () => {
    const connectorId = await draftUpTo('mapping')
    const key = { tenantId, connectorId, rows }
    const soon = new Date(now.getTime() + 1_000)
    for (const upload of [
      { ...key, createdById: 'oid-2', expiresAt: soon },
      { ...key, createdById: caller.id, expiresAt: now },
    ]) {
      const uploadId = await addMappingUpload(database, upload)
      const custom = {
        choice: 'upload' as const,
        uploadId,
        way: 'replace' as const,
        leaveOutCount: 0,
        was: 0,
      }
      expect(await confirm(connectorId, custom)).toEqual(refuse('upload-gone'))
    }
    expect(await rowsInForce(connectorId)).toBeNull()
  })

  test('leaves out as many wrong lines as the person has agreed to, and never others', async () => {
    const connectorId = await draftUpTo('mapping')
    const other = await uploaded(connectorId, { rows, errorCount: 1, agreedTo: 2 })
    expect(await confirm(connectorId, other)).toEqual(
      refuse('mapping-invalid', { values: { errorCount: 1 } }),
    )
    expect(await rowsInForce(connectorId)).toBeNull()
    expect(await confirm(connectorId, { ...other, leaveOutCount: 1 })).toMatchObject({
      ok: true,
      value: { rowCount: 2 },
      auditDetail: { leftOutCount: 1 },
    })
    expect(await rowsInForce(connectorId)).toMatchObject({ rows })
  })

  test('stores nothing of a file in which every line is wrong', async () => {
    const connectorId = await draftUpTo('mapping')
    const custom = await uploaded(connectorId, { rows: [], errorCount: 1 })
    expect(await confirm(connectorId, custom)).toMatchObject({ error: { code: 'mapping-invalid' } })
    expect(await stored(connectorId)).toMatchObject({ mappingConfirmedAt: null })
  })

  test('stores nothing over what somebody else has confirmed meanwhile', async () => {
    const connectorId = await draftUpTo('mapping')
    await confirm(connectorId, await uploaded(connectorId, { rows }))
    const late = await uploaded(connectorId, { rows: others })
    expect(await confirm(connectorId, late)).toEqual(refuse('changed-meanwhile'))
    expect(await rowsInForce(connectorId)).toEqual({ number: 1, rows })
  })

  test('keeps which rule wins', async () => {
    const connectorId = await draftUpTo('mapping')
    const input = {
      connectorId,
      automaticMapping: true,
      precedence: 'custom-only-if-listed' as const,
      custom: { choice: 'none' as const },
    }
    expect(await confirmMappingCall(ports).handle({ caller, input })).toMatchObject({ ok: true })
    expect(await stored(connectorId)).toMatchObject({ mappingPrecedence: 'custom-only-if-listed' })
  })

  test('without rows is confirmed without a version', async () => {
    const connectorId = await draftUpTo('review')
    expect(await rowsInForce(connectorId)).toBeNull()
    expect(await stored(connectorId)).toMatchObject({ mappingConfirmedAt: now })
  })
})

describe('Review', () => {
  const save = (connectorId: string, more: Partial<typeof review> = {}) =>
    saveReviewCall(ports).handle({
      caller,
      input: { ...review, name: nameOf(connectorId), ...more, connectorId },
    })

  test('keeps name, start and schedule in the draft, and starts nothing', async () => {
    const connectorId = await draftUpTo('review')
    expect(await save(connectorId)).toMatchObject({ ok: true })
    expect(await stored(connectorId)).toMatchObject({
      state: 'draft',
      name: nameOf(connectorId),
      importSince: new Date('2026-11-21T08:00:00Z'),
      timeZone: 'Asia/Shanghai',
    })
    expect(planned).toEqual([])
  })

  test('refuses a start that is still to come', async () => {
    const connectorId = await draftUpTo('review')
    // 16:01 in Shanghai is one minute from now.
    expect(await save(connectorId, { importSince: '2026-11-22T16:01' })).toEqual(
      refuse('start-in-future', { fields: { importSince: ['inFuture'] } }),
    )
    expect(await save(connectorId, { importSince: '2026-11-22T16:00' })).toMatchObject({ ok: true })
  })

  test('cannot come before the user mapping', async () => {
    expect(await save(await draftUpTo('mapping'))).toEqual(refuse('step-not-open'))
  })
})

describe('Finish', () => {
  const finish = (connectorId: string, more: Partial<typeof review> = {}) =>
    finishConnectorCall(ports).handle({
      caller,
      input: { ...review, name: nameOf(connectorId), ...more, connectorId },
    })

  test('makes the draft a connector and plans its first run', async () => {
    const connectorId = await draftUpTo('review')
    expect(await finish(connectorId)).toMatchObject({ ok: true })
    expect(await stored(connectorId)).toMatchObject({
      state: 'active',
      importSince: new Date('2026-11-21T08:00:00Z'),
      scheduleTime: '08:00',
      timeZone: 'Asia/Shanghai',
      finishedAt: now,
    })
    expect(planned).toMatchObject([{ connectorId, trigger: 'manual', requestedBy: { id: 'oid-1' } }])
  })

  test('pressed twice plans one run', async () => {
    const connectorId = await draftUpTo('review')
    await finish(connectorId)
    const runId = randomUUID()
    await database.run.create({ data: { id: runId, tenantId, connectorId, trigger: 'manual' } })
    expect(await finish(connectorId)).toEqual({ ok: true, value: { runId } })
    expect(planned).toHaveLength(1)
  })

  test('after a crash before the run was planned, plans it', async () => {
    const connectorId = await draftUpTo('review')
    await finish(connectorId)
    await finish(connectorId)
    expect(planned).toHaveLength(2)
  })

  test('cannot come before the user mapping', async () => {
    const connectorId = await draftUpTo('mapping')
    expect(await finish(connectorId)).toEqual(refuse('step-not-open'))
    expect(await stored(connectorId)).toMatchObject({ state: 'draft' })
  })

  test('refuses the name of another connector, whatever its case', async () => {
    const first = await draftUpTo('review')
    await finish(first)
    const second = await draftUpTo('review')
    const name = ` ${nameOf(first).toUpperCase()}`
    expect(await finish(second, { name })).toEqual(
      refuse('name-taken', { values: { name }, fields: { name: ['nameTaken'] } }),
    )
    expect(await stored(second)).toMatchObject({ state: 'draft' })
  })

  test('of two drafts at once with one name makes one connector', async () => {
    const drafts = [await draftUpTo('review'), await draftUpTo('review')]
    const name = nameOf(drafts.join())
    const answers = await Promise.all(drafts.map((draft) => finish(draft, { name })))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok)).toMatchObject([{ error: { code: 'name-taken' } }])
  })

  test('may take the name of a connector of another tenant, or of one that was deleted', async () => {
    const name = nameOf(randomUUID())
    await addConnector({ tenantId: randomUUID(), name, state: 'active' })
    await addConnector({ tenantId, name, state: 'deleted' })
    expect(await finish(await draftUpTo('review'), { name })).toMatchObject({ ok: true })
  })

  test('refuses a start that is still to come', async () => {
    const connectorId = await draftUpTo('review')
    expect(await finish(connectorId, { importSince: '2027-01-01T00:00' })).toMatchObject({
      error: { code: 'start-in-future' },
    })
    expect(planned).toEqual([])
  })
})

async function addConnector(connector: { tenantId: string; name: string; state: string }) {
  await database.tenant.createMany({ data: { id: connector.tenantId }, skipDuplicates: true })
  const { username: siteUsername, host: siteHost, port: sitePort, folder: siteFolder } = login
  const answers = {
    ...{ createdById: 'oid-9', createdBy: 'Somebody' },
    ...{
      termsVersion: TERMS_VERSION,
      termsAcceptedAt: now,
      termsAcceptedById: 'oid-9',
      termsAcceptedBy: 'S',
    },
    ...{ siteUsername, siteHost, sitePort, siteFolder, siteHostKey: hostKey, siteCheckedAt: now },
    ...{ mappingConfirmedAt: now, importSince: now, finishedAt: now },
  }
  await database.connector.create({
    data: { ...connector, ...answers, id: randomUUID(), typeId: 'wechat-archiver' },
  })
}
