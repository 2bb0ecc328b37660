import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import { listMappingVersions } from '#lib/db/connector-pages.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { Role } from '#lib/domain/roles.ts'
import { addMappingUpload } from '#scripts/test-support/add-mapping-upload.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { editAutomaticMappingCall } from './edit-automatic-mapping.ts'
import { editConnectorNameCall } from './edit-connector-name.ts'
import { editConnectorScheduleCall } from './edit-connector-schedule.ts'
import { editCustomMappingCall } from './edit-custom-mapping.ts'
import { editItemOptionsCall } from './edit-item-options.ts'
import { type CallDefinition, guardCall } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

const NAME = 'WeChat Archiver'
const finishedAt = new Date('2026-11-20T07:00:00Z')
const now = new Date('2026-11-22T09:30:00Z')

let database: Database
let tenantId: string
let connectorId: string

openTestDatabase({ poolMax: 4 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  connectorId = await addConnector(NAME)
})

async function addConnector(name: string, state = 'active'): Promise<string> {
  const id = randomUUID()
  await database.connector.create({ data: { ...bareConnector({ id, tenantId }, finishedAt), name, state } })
  return id
}

const ports = () =>
  ({ database, clock: { now: () => now }, newId: () => randomUUID() }) as unknown as WebPorts

/** Through the guard, as the app does it. */
function call<Schema extends z.ZodType, T>(
  definition: CallDefinition<Schema, T>,
  input: z.input<Schema>,
  who: { role?: Role; tenantId?: string } = {},
) {
  const caller = {
    tenantId: who.tenantId ?? tenantId,
    id: 'oid-1',
    name: 'Megan Bowen',
    roles: [who.role ?? ('DataConnector.Admin' as const)],
  }
  return guardCall(
    definition,
    { caller, isOurOrigin: true, input },
    {
      addAuditEvent: (tenant, event) => addAuditEvent(database, tenant, event),
      logFault: (facts) => {
        throw facts.err
      },
      newReference: () => 'ref-1',
    },
  )
}

const rename = (name: string, was = NAME, who = {}) =>
  call(editConnectorNameCall(ports), { connectorId, name, was }, who)
const EIGHT_UTC = { scheduleTime: '08:00', timeZone: 'UTC' }
const reschedule = (wanted: typeof EIGHT_UTC, was = EIGHT_UTC) =>
  call(editConnectorScheduleCall(ports), { connectorId, ...wanted, was })
const automatic = (automaticMapping: boolean) =>
  call(editAutomaticMappingCall(ports), { connectorId, automaticMapping })
const TEN_MEGABYTES = {
  itemLimitBytes: 10_485_760,
  overLimit: 'do-not-import' as const,
  keepSiblingCopies: false,
  attachOriginal: false,
}
const itemOptions = (
  wanted: {
    itemLimitMegabytes: number
    overLimit: 'do-not-import' | 'import-partially'
    keepSiblingCopies: boolean
    attachOriginal: boolean
  },
  was = TEN_MEGABYTES,
  who = {},
) => call(editItemOptionsCall(ports), { connectorId, ...wanted, was }, who)
const THIRTY_SIX = {
  itemLimitMegabytes: 36,
  overLimit: 'import-partially' as const,
  keepSiblingCopies: true,
  attachOriginal: true,
}
const replaceMapping = async (rows: [string, string][], was: number, errorCount = 0) => {
  const upload = { tenantId, connectorId, createdById: 'oid-1', fileName: 'people.csv', rows, errorCount }
  const uploadId = await addMappingUpload(database, { ...upload, expiresAt: new Date(now.getTime() + 1_000) })
  const custom = { choice: 'upload' as const, uploadId, way: 'replace' as const, leaveOutCount: 0, was }
  return call(editCustomMappingCall(ports), { connectorId, custom, was })
}
const ADELE: [string, string] = ['8613800138000', 'adele@contoso.example']
const LEE: [string, string] = ['8613800138001', 'lee@contoso.example']

const stored = () => database.connector.findUniqueOrThrow({ where: { id: connectorId } })
const versions = () =>
  withTenant(database, tenantId, (transaction) =>
    listMappingVersions(transaction, { tenantId, connectorId, limit: 10 }),
  )
const auditOf = (action: string) =>
  database.auditEvent.findMany({
    where: { tenantId, action },
    orderBy: { id: 'asc' },
    select: { actorName: true, targetId: true, outcome: true, detail: true },
  })

describe('the name', () => {
  test('is changed, and the audit log says from what to what and by whom', async () => {
    expect(await rename('  Contoso China ')).toEqual({ ok: true, value: { name: 'Contoso China' } })
    expect((await stored()).name).toBe('Contoso China')
    expect(await auditOf('connector.edit-name')).toEqual([
      {
        actorName: 'Megan Bowen',
        targetId: connectorId,
        outcome: 'done',
        detail: { was: NAME, is: 'Contoso China' },
      },
    ])
  })

  test('of another connector of the tenant is refused, in whatever case', async () => {
    await addConnector('Contoso China', 'paused')
    expect(await rename('contoso china')).toEqual(
      refuse('invalid-input', { fields: { name: ['nameTaken'] } }),
    )
    expect((await stored()).name).toBe(NAME)
  })

  test('is free again once its connector is deleted; a draft holds none', async () => {
    await addConnector('Contoso China', 'deleted')
    await addConnector('Contoso China', 'draft')
    expect(await rename('Contoso China')).toMatchObject({ ok: true })
  })

  test('may be kept, and may change its case', async () => {
    expect(await rename(NAME.toUpperCase())).toMatchObject({ ok: true })
  })

  test('goes to one of two connectors that ask for it at once', async () => {
    const other = await addConnector('Other')
    const results = await Promise.all([
      rename('Contoso China'),
      call(editConnectorNameCall(ports), { connectorId: other, name: 'Contoso China', was: 'Other' }),
    ])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })

  test('that somebody else has changed meanwhile is not overwritten', async () => {
    await rename('Theirs')
    expect(await rename('Mine')).toEqual(refuse('changed-meanwhile'))
    expect((await stored()).name).toBe('Theirs')
  })
})

describe('the schedule', () => {
  test('is moved, and the answer says when the next run begins', async () => {
    for (const date of ['2026-11-21', '2026-11-22']) {
      await database.run.create({
        data: {
          id: randomUUID(),
          tenantId,
          connectorId,
          trigger: 'schedule',
          localDate: new Date(date),
          state: 'completed',
        },
      })
    }
    const shanghai = { scheduleTime: '18:00', timeZone: 'Asia/Shanghai' }
    expect(await reschedule(shanghai)).toEqual({
      ok: true,
      value: { nextRunAt: '2026-11-23T10:00:00.000Z' },
    })
    expect(await stored()).toMatchObject(shanghai)
  })

  test('of a paused connector is stored, and no next run is promised', async () => {
    await database.connector.update({ where: { id: connectorId }, data: { state: 'paused' } })
    expect(await reschedule({ ...EIGHT_UTC, scheduleTime: '09:00' })).toEqual({
      ok: true,
      value: { nextRunAt: null },
    })
  })

  test('takes no zone and no time that does not exist', async () => {
    expect(await reschedule({ scheduleTime: '24:00', timeZone: 'Nowhere/City' })).toMatchObject({
      ok: false,
      error: {
        code: 'invalid-input',
        fields: { scheduleTime: ['timeInvalid'], timeZone: ['timeZoneUnknown'] },
      },
    })
  })

  test('that somebody else has moved meanwhile is not overwritten', async () => {
    await reschedule({ ...EIGHT_UTC, scheduleTime: '09:00' })
    expect(await reschedule({ ...EIGHT_UTC, scheduleTime: '10:00' })).toEqual(refuse('changed-meanwhile'))
    expect((await stored()).scheduleTime).toBe('09:00')
  })
})

describe('what becomes of items', () => {
  test('is changed, and the audit log says from what to what', async () => {
    expect(await itemOptions(THIRTY_SIX)).toEqual({ ok: true, value: null })
    const is = {
      itemLimitBytes: 36 * 1024 * 1024,
      overLimit: 'import-partially',
      keepSiblingCopies: true,
      attachOriginal: true,
    }
    expect(await stored()).toMatchObject(is)
    expect(await auditOf('connector.edit-options')).toMatchObject([
      { outcome: 'done', targetId: connectorId, detail: { was: TEN_MEGABYTES, is } },
    ])
  })

  test('takes a limit from 1 to 150 MB in whole numbers', async () => {
    for (const itemLimitMegabytes of [0, 151, 1.5, Number.NaN]) {
      expect(await itemOptions({ ...THIRTY_SIX, itemLimitMegabytes })).toMatchObject({
        error: { code: 'invalid-input', fields: { itemLimitMegabytes: ['itemLimitInvalid'] } },
      })
    }
    expect(await itemOptions({ ...THIRTY_SIX, itemLimitMegabytes: 150 })).toMatchObject({ ok: true })
  })

  test('that somebody else has changed meanwhile is not overwritten', async () => {
    await itemOptions(THIRTY_SIX)
    expect(await itemOptions({ ...THIRTY_SIX, itemLimitMegabytes: 20 })).toEqual(refuse('changed-meanwhile'))
    expect(await itemOptions(THIRTY_SIX)).toMatchObject({ ok: true })
  })

  test('is not for a reader', async () => {
    expect(await itemOptions(THIRTY_SIX, TEN_MEGABYTES, { role: 'DataConnector.Reader' })).toEqual(
      refuse('no-permission'),
    )
  })
})

describe('the mapping', () => {
  test('by e-mail address is turned off and on', async () => {
    await automatic(false)
    expect(await stored()).toMatchObject({ automaticMapping: false, mappingConfirmedAt: now })
    await automatic(true)
    expect((await stored()).automaticMapping).toBe(true)
    expect((await auditOf('connector.edit-automatic-mapping')).map((event) => event.detail)).toEqual([
      { was: true, is: false },
      { was: false, is: true },
    ])
  })

  test('by file is replaced by a new version, and the older ones stay with who confirmed them', async () => {
    expect(await replaceMapping([ADELE], 0)).toEqual({ ok: true, value: { number: 1, rowCount: 1 } })
    expect(await replaceMapping([ADELE, LEE], 1)).toEqual({ ok: true, value: { number: 2, rowCount: 2 } })
    expect(await versions()).toMatchObject([
      { number: 2, rowCount: 2, fileName: 'people.csv', createdBy: 'Megan Bowen' },
      { number: 1, rowCount: 1, fileName: 'people.csv', createdBy: 'Megan Bowen' },
    ])
  })

  test('by file is taken out of force by an empty version', async () => {
    await replaceMapping([ADELE], 0)
    const none = { connectorId, custom: { choice: 'none' as const }, was: 1 }
    expect(await call(editCustomMappingCall(ports), none)).toEqual({
      ok: true,
      value: { number: 2, rowCount: 0 },
    })
    expect(await call(editCustomMappingCall(ports), { ...none, was: 2 })).toEqual({
      ok: true,
      value: { number: 2, rowCount: 0 },
    })
  })

  test('with one wrong line stores nothing', async () => {
    const result = await replaceMapping([ADELE], 0, 1)
    expect(result).toEqual(refuse('mapping-invalid', { values: { errorCount: 1 } }))
    expect(await versions()).toEqual([])
  })

  test('that somebody else has replaced meanwhile is not overwritten', async () => {
    await replaceMapping([ADELE], 0)
    expect(await replaceMapping([LEE], 0)).toEqual(refuse('changed-meanwhile'))
    expect(await versions()).toHaveLength(1)
  })
})

test('a reader changes nothing, another tenant finds nothing, and a draft belongs to the wizard', async () => {
  expect(await rename('Mine', NAME, { role: 'DataConnector.Reader' })).toEqual(refuse('no-permission'))
  expect(await rename('Mine', NAME, { tenantId: randomUUID() })).toEqual(refuse('connector-gone'))
  await database.connector.update({ where: { id: connectorId }, data: { state: 'draft' } })
  expect(await rename('Mine')).toEqual(refuse('connector-gone'))
  expect((await stored()).name).toBe(NAME)
})
