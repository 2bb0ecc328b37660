import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import { findLastPause } from '#lib/db/connector-pages.ts'
import { createRunLedger } from '#lib/db/ledger/run-ledger.ts'
import { createWorkLedger } from '#lib/db/ledger/work-ledger.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { Role } from '#lib/domain/roles.ts'
import { planRun } from '#lib/sync/plan-run.ts'
import { tick } from '#lib/sync/tick.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { deleteConnectorCall } from './delete-connector.ts'
import { type CallDefinition, guardCall } from './guard-call.ts'
import { pauseConnectorCall, resumeConnectorCall } from './pause-connector.ts'
import { syncConnectorCall } from './sync-connector.ts'
import type { WebPorts } from './web-ports.ts'
import { discardDraftCall } from './wizard/discard-draft.ts'

const NAME = 'WeChat Archiver'
const finishedAt = new Date('2026-11-20T07:00:00Z')
/** Two days of eight o'clock runs are due since then. */
const now = new Date('2026-11-22T08:30:00Z')

let database: Database
let tenantId: string
let connectorId: string

openTestDatabase({ poolMax: 4 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  // Each test is alone in its database's schedule: the tick looks at all tenants.
  await database.connector.updateMany({ where: { state: 'active' }, data: { state: 'paused' } })
  tenantId = randomUUID()
  connectorId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  await database.connector.create({
    data: {
      id: connectorId,
      tenantId,
      typeId: 'wechat-archiver',
      name: NAME,
      state: 'active',
      termsVersion: '1',
      termsAcceptedAt: finishedAt,
      siteHost: 'site.example',
      sitePort: 22,
      siteFolder: '/outbox',
      siteUsername: 'contoso',
      siteHostKey: 'SHA256:x',
      mappingConfirmedAt: finishedAt,
      importSince: finishedAt,
      finishedAt,
      createdById: 'oid-1',
      createdBy: 'Megan Bowen',
    },
  })
  await database.connectorSecret.create({ data: secretOf(connectorId) })
})

function secretOf(owner: string) {
  const bytes = new Uint8Array(12)
  return { connectorId: owner, tenantId, field: 'site-password', keyId: 'k1', iv: bytes, ciphertext: bytes }
}

const runPorts = () => ({
  runs: createRunLedger(database),
  jobs: { syncConnector: async () => {}, deliverMailbox: async () => {}, checkFolders: async () => {} },
  newId: () => randomUUID(),
})

const ports = () =>
  ({
    database,
    planRun: (request: Parameters<typeof planRun>[1]) => planRun(runPorts(), request),
  }) as unknown as WebPorts

/** Through the guard, as the app does it. */
function call<Schema extends z.ZodType, T>(
  definition: CallDefinition<Schema, T>,
  input: z.input<Schema>,
  who: { role?: Role; tenantId?: string; name?: string } = {},
) {
  const caller = {
    tenantId: who.tenantId ?? tenantId,
    id: 'oid-1',
    name: who.name ?? 'Megan Bowen',
    roles: [who.role ?? ('DataConnector.Admin' as const)],
  }
  const guardPorts = {
    addAuditEvent: (tenant: string, event: Parameters<typeof addAuditEvent>[2]) =>
      addAuditEvent(database, tenant, event),
    logFault: (facts: Record<string, unknown>) => {
      throw facts.err
    },
    newReference: () => 'ref-1',
  }
  return guardCall(definition, { caller, isOurOrigin: true, input }, guardPorts)
}

const pause = (who = {}) => call(pauseConnectorCall(ports), { connectorId }, who)
const resume = (who = {}) => call(resumeConnectorCall(ports), { connectorId }, who)
const syncNow = () => call(syncConnectorCall(ports), { connectorId })
const remove = (typedName: string, who = {}) =>
  call(deleteConnectorCall(ports), { connectorId, typedName }, who)
const minuteTick = () =>
  tick({
    ...runPorts(),
    work: createWorkLedger(database),
    clock: { now: () => now },
    log: { info: () => {}, warn: () => {} },
  })

const stateOf = async (id = connectorId) =>
  (await database.connector.findUnique({ where: { id }, select: { state: true } }))?.state ?? null
const runCount = () => database.run.count({ where: { connectorId } })
const auditOf = (action: string) =>
  database.auditEvent.findMany({
    where: { tenantId, action },
    orderBy: { id: 'asc' },
    select: { actorName: true, targetId: true, outcome: true, detail: true },
  })

describe('Pause and Resume', () => {
  test('an active connector gets its scheduled run at the tick', async () => {
    await minuteTick()
    expect(await runCount()).toBe(1)
  })

  test('a paused connector gets no run, neither by the tick nor by Sync now', async () => {
    expect(await pause()).toEqual({ ok: true, value: { state: 'paused' } })
    await minuteTick()
    expect(await syncNow()).toEqual(refuse('connector-not-active', { values: { name: NAME } }))
    expect(await runCount()).toBe(0)
  })

  test('a connector that is paused while Sync now looks at it gets no run', async () => {
    const slowPorts = () =>
      ({
        ...ports(),
        planRun: async (request: Parameters<typeof planRun>[1]) => {
          await pause()
          return planRun(runPorts(), request)
        },
      }) as unknown as WebPorts
    expect(await call(syncConnectorCall(slowPorts), { connectorId })).toMatchObject({
      error: { code: 'connector-not-active' },
    })
    expect(await runCount()).toBe(0)
  })

  test('what a paused connector has begun waits, and goes on when it is resumed', async () => {
    await syncNow()
    await pause()
    expect(await createWorkLedger(database).runsToContinue()).toEqual([])
    expect(await resume()).toEqual({ ok: true, value: { state: 'active' } })
    expect(await createWorkLedger(database).runsToContinue()).toMatchObject([{ connectorId }])
  })

  test('pausing twice is pausing once: the first press is the one that is shown', async () => {
    await pause({ name: 'Megan Bowen' })
    expect(await pause({ name: 'Somebody Else' })).toEqual({ ok: true, value: { state: 'paused' } })
    const last = await withTenant(database, tenantId, (tx) => findLastPause(tx, { tenantId, connectorId }))
    expect(last).toMatchObject({ by: 'Megan Bowen' })
  })

  test('both are in the audit log, with who did it', async () => {
    await pause()
    await resume()
    const done = { actorName: 'Megan Bowen', targetId: connectorId, outcome: 'done' }
    expect(await auditOf('connector.pause')).toMatchObject([done])
    expect(await auditOf('connector.resume')).toMatchObject([done])
  })
})

describe('Delete', () => {
  test('asks for the name, and takes no other', async () => {
    expect(await remove('wechat archiver')).toEqual(
      refuse('invalid-input', { fields: { typedName: ['nameDiffers'] } }),
    )
    expect(await stateOf()).toBe('active')
  })

  test('ends the connector, forgets its password and keeps its runs', async () => {
    await syncNow()
    expect(await remove(` ${NAME} `)).toEqual({ ok: true, value: null })
    expect(await stateOf()).toBe('deleted')
    expect(await database.connectorSecret.count({ where: { connectorId } })).toBe(0)
    expect(await runCount()).toBe(1)
    expect(await auditOf('connector.delete')).toMatchObject([
      { targetId: connectorId, outcome: 'done', detail: { name: NAME } },
    ])
  })

  test('leaves nothing that could be synced, resumed or deleted again', async () => {
    await remove(NAME)
    await minuteTick()
    expect(await syncNow()).toEqual(refuse('connector-gone'))
    expect(await resume()).toEqual(refuse('connector-gone'))
    expect(await remove(NAME)).toEqual(refuse('connector-gone'))
    expect(await runCount()).toBe(0)
  })

  test('works on a paused connector', async () => {
    await pause()
    expect(await remove(NAME)).toMatchObject({ ok: true })
  })
})

describe('Discard', () => {
  const discard = (id: string, who = {}) => call(discardDraftCall(ports), { connectorId: id }, who)

  async function addDraft(): Promise<string> {
    const id = randomUUID()
    const person = { createdById: 'oid-1', createdBy: 'Megan Bowen' }
    await database.connector.create({
      data: { id, tenantId, typeId: 'wechat-archiver', name: NAME, ...person },
    })
    await database.connectorSecret.create({ data: secretOf(id) })
    await database.userMappingVersion.create({
      data: {
        ...person,
        id: randomUUID(),
        tenantId,
        connectorId: id,
        number: 1,
        rowCount: 1,
      },
    })
    await database.userMappingRow.create({
      data: {
        tenantId,
        connectorId: id,
        externalId: '8613800138000',
        rawId: '1',
        mailbox: 'a@contoso.example',
        line: 2,
        addedIn: 1,
      },
    })
    return id
  }

  test('removes the draft with its password and its mapping', async () => {
    const id = await addDraft()
    expect(await discard(id)).toEqual({ ok: true, value: null })
    expect(await stateOf(id)).toBeNull()
    expect(await database.connectorSecret.count({ where: { connectorId: id } })).toBe(0)
    expect(await auditOf('connector.discard-draft')).toMatchObject([{ targetId: id, outcome: 'done' }])
  })

  test('never removes a connector that the wizard has finished', async () => {
    expect(await discard(connectorId)).toEqual(refuse('step-not-open'))
    expect(await stateOf()).toBe('active')
  })

  test('is for administrators of the same tenant', async () => {
    const id = await addDraft()
    expect(await discard(id, { role: 'DataConnector.Reader' })).toEqual(refuse('no-permission'))
    expect(await discard(id, { tenantId: await otherTenant() })).toEqual(refuse('connector-gone'))
    expect(await stateOf(id)).toBe('draft')
  })
})

describe('a reader', () => {
  const who = { role: 'DataConnector.Reader' as const }

  test('may do none of it, and the attempt is in the audit log', async () => {
    expect(await pause(who)).toEqual(refuse('no-permission'))
    expect(await resume(who)).toEqual(refuse('no-permission'))
    expect(await remove(NAME, who)).toEqual(refuse('no-permission'))
    expect(await stateOf()).toBe('active')
    expect(await auditOf('connector.delete')).toMatchObject([{ outcome: 'refused' }])
  })
})

describe('an administrator of another tenant', () => {
  test('finds no such connector', async () => {
    const who = { tenantId: await otherTenant() }
    expect(await pause(who)).toEqual(refuse('connector-gone'))
    expect(await resume(who)).toEqual(refuse('connector-gone'))
    expect(await remove(NAME, who)).toEqual(refuse('connector-gone'))
    expect(await stateOf()).toBe('active')
  })
})

async function otherTenant(): Promise<string> {
  const { id } = await database.tenant.create({ data: { id: randomUUID() } })
  return id
}
