import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSampleLedger } from '#lib/db/sample-ledger.ts'
import { mappingEffectInput, readMappingEffectCall } from '#lib/server/user-mappings/read-mapping-effect.ts'
import type { WebPorts } from '#lib/server/web-ports.ts'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { continueSamples, samplePeople } from './sample-people.ts'

const WANG = 'wang.wei@contoso.example'
const NUMBER = '8613800138000'

let world: SyncWorld
let requested: string[]
beforeEach(async () => {
  world = await createSyncWorld()
  requested = []
})
afterEach(() => world.close())

const samplePorts = () => ({
  ...world.ports,
  samples: createSampleLedger(world.database),
  sampleJobs: { samplePeople: async (key: { connectorId: string }) => void requested.push(key.connectorId) },
})

const key = () => ({ tenantId: world.state.tenantId, connectorId: world.state.connectorId })

async function effect(more: Partial<Parameters<typeof mappingEffectInput.parse>[0] & object> = {}) {
  const ports = {
    database: world.database,
    clock: world.clock,
    log: world.ports.log,
    requestSample: samplePorts().sampleJobs.samplePeople,
  } as unknown as WebPorts
  const { tenantId, connectorId } = key()
  const answer = await readMappingEffectCall(() => ports).handle({
    caller: { tenantId, id: 'oid', name: 'Megan', roles: ['DataConnector.Admin'] },
    input: mappingEffectInput.parse({
      connectorId,
      upload: null,
      automatic: true,
      precedence: 'custom-first',
      ...more,
    }),
  })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

async function sampled(more: Parameters<typeof effect>[0] = {}) {
  await effect()
  await samplePeople(samplePorts(), key())
  return effect(more)
}

async function addRow(more: { mailbox?: string; validTo?: string; directoryStatus?: string } = {}) {
  await world.database.userMappingRow.create({
    data: {
      ...key(),
      ...{ externalId: NUMBER, rawId: NUMBER, addedIn: 1, mailbox: more.mailbox ?? WANG },
      validTo: more.validTo ? new Date(more.validTo) : null,
      directoryStatus: more.directoryStatus ?? null,
    },
  })
}

describe('a mapping that is tried', () => {
  beforeEach(async () => {
    await world.addPackage('p1.zip', [
      chat({ id: 'A-1', from: `王伟 ${NUMBER} <x@partner.example>`, to: 'Li <li@customer.example>' }),
      chat({ id: 'A-2', from: `Wang <${WANG}>`, to: 'Li <li@customer.example>', text: 'second' }),
      chat({ id: 'A-3', subject: 'WeChat Archiver System Event' }),
    ])
    world.addUser(WANG)
  })

  test('has the newest messages of the site read first, and says so meanwhile', async () => {
    expect(await effect()).toEqual({ state: 'reading', itemCount: 0 })
    expect(await effect()).toEqual({ state: 'reading', itemCount: 0 })
    expect(requested).toEqual([world.state.connectorId])
    expect(await sampled()).toMatchObject({ state: 'ready', packageNames: ['p1.zip'], itemCount: 2 })
  })

  test('counts items and people by the rule that finds a mailbox, and names whoever has none', async () => {
    const answer = await sampled()
    expect(answer).toMatchObject({
      items: { custom: 0, automatic: 1, none: 1 },
      people: { custom: 0, automatic: 1 },
    })
    expect(answer).toMatchObject({ unmapped: [{ phone: NUMBER, itemCount: 1 }] })
    await addRow()
    expect(await effect()).toMatchObject({
      items: { custom: 1, automatic: 1, none: 0 },
      people: { custom: 1, automatic: 1, none: 0 },
      unmapped: [],
    })
  })

  test('gives nothing by a row of other days, or whose mailbox is known not to be there', async () => {
    await addRow({ validTo: '2026-01-31' })
    expect(await sampled()).toMatchObject({ items: { custom: 0, automatic: 1, none: 1 } })
    await world.database.userMappingRow.updateMany({ data: { validTo: null, directoryStatus: 'not-found' } })
    expect(await effect()).toMatchObject({ items: { custom: 0, automatic: 1, none: 1 } })
  })

  test('finds nobody by address when automatic mapping is off, or when a row wins by the rule of TeleMessage', async () => {
    expect(await sampled({ automatic: false })).toMatchObject({ items: { custom: 0, automatic: 0, none: 2 } })
    await world.database.userMappingRow.create({
      data: {
        ...key(),
        ...{
          externalId: WANG,
          rawId: WANG,
          addedIn: 1,
          mailbox: 'gone@contoso.example',
          directoryStatus: 'not-found',
        },
      },
    })
    expect(await effect()).toMatchObject({ items: { automatic: 1, none: 1 } })
    expect(await effect({ precedence: 'custom-only-if-listed' })).toMatchObject({
      items: { automatic: 0, none: 2 },
    })
  })

  test('may be an upload, in the place of what is in force or beside it', async () => {
    await addRow()
    const uploadId = randomUUID()
    await world.database.mappingUpload.create({
      data: {
        ...{ id: uploadId, ...key(), state: 'ready', createdById: 'oid', createdBy: 'Megan' },
        expiresAt: new Date('2026-11-23T12:00:00Z'),
      },
    })
    const { tenantId } = key()
    await world.database.mappingUploadRow.create({
      data: {
        ...{ uploadId, tenantId, ordinal: 0, line: 2, severity: 'valid', codes: [] },
        ...{ rawId: WANG, externalId: WANG, rawMailbox: WANG, mailbox: WANG },
      },
    })
    expect(await sampled({ upload: { uploadId, way: 'replace' } })).toMatchObject({
      items: { custom: 1, none: 1 },
    })
    expect(await effect({ upload: { uploadId, way: 'merge' } })).toMatchObject({
      items: { custom: 2, none: 0 },
    })
  })

  test('is told of a site that refuses, and tries again when asked to', async () => {
    world.state.siteRefusal = { ok: false, reason: 'login-refused' } as typeof world.state.siteRefusal
    expect(await sampled()).toEqual({ state: 'failed', error: 'site-login-refused' })
    world.state.siteRefusal = null
    expect(await effect({ isFresh: true })).toMatchObject({ state: 'reading' })
    await continueSamples(samplePorts())
    expect(requested).toHaveLength(3)
    await samplePeople(samplePorts(), key())
    expect(await effect()).toMatchObject({ state: 'ready', itemCount: 2 })
  })
})
