import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import { countMovedAddresses } from '#lib/db/moved-addresses.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { MappingRowInput } from '#lib/domain/user-mapping-inputs.ts'
import { TERMS_VERSION } from '#lib/domain/wizard-terms.ts'
import type { DirectoryAnswer } from '#lib/sync/ports/directory.ts'
import { addMappingUpload } from '#scripts/test-support/add-mapping-upload.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { editCustomMappingCall } from '../edit-custom-mapping.ts'
import type { Caller } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { downloadMappingVersionCall } from './download-mapping-version.ts'
import { editMappingRowsCall } from './edit-mapping-rows.ts'
import { listMappingRowsCall } from './list-mapping-rows.ts'
import { previewRollBackCall } from './preview-roll-back.ts'
import { rollBackMappingCall } from './roll-back-mapping.ts'

let database: Database
let caller: Caller
let connectorId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

// What these use cases use of the web app.
const ports = () =>
  ({
    database,
    clock: { now: () => new Date('2026-11-22T12:00:00Z') },
    newId: randomUUID,
    directory: {
      findUser: async (address: string) => answerFor(address),
      findGroups: async () => null,
    },
  }) as unknown as WebPorts

let answerFor: (address: string) => DirectoryAnswer

beforeEach(async () => {
  answerFor = () => UNANSWERED
  connectorId = randomUUID()
  caller = { tenantId: randomUUID(), id: 'oid', name: 'Megan', roles: ['DataConnector.Admin'] }
  await database.tenant.create({ data: { id: caller.tenantId } })
  await database.connector.create({ data: bareConnector({ id: connectorId, tenantId: caller.tenantId }) })
})

const row = (rawId: string, mailbox: string, days: Partial<MappingRowInput> = {}): MappingRowInput => ({
  rawId,
  mailbox,
  validFrom: null,
  validTo: null,
  ...days,
})

const UNANSWERED: DirectoryAnswer = {
  ...{ found: 'unanswered', by: 'directory', code: 'graph_throttled', detail: '' },
  ...{ retryAfterMs: null, isRefusal: false },
}

function edit(
  was: number,
  change: { add?: MappingRowInput[]; remove?: string[]; accept?: boolean; takesPlace?: boolean },
) {
  const call = editMappingRowsCall(ports)
  return call.handle({
    caller,
    input: call.input.parse({ connectorId, was, add: [], remove: [], ...change }),
  })
}

async function list(search = '', who = caller) {
  const call = listMappingRowsCall(ports)
  const answer = await call.handle({ caller: who, input: call.input.parse({ connectorId, search }) })
  return answer.ok ? answer.value : answer
}

const mailboxes = async (search = '') => {
  const page = await list(search)
  return 'rows' in page ? page.rows.map((one) => `${one.externalId} ${one.mailbox}`) : page
}

describe('rows of a mapping', () => {
  test('are added, changed and removed, each time as a version', async () => {
    expect(
      await edit(0, {
        add: [row('+86 138 0013 8001', 'Wang.Wei@Contoso.example'), row('wm-1', 'li@contoso.example')],
      }),
    ).toMatchObject({
      ok: true,
      value: { number: 1, added: 2, rowCount: 2 },
    })
    expect(await mailboxes()).toEqual(['8613800138001 wang.wei@contoso.example', 'wm-1 li@contoso.example'])
    const page = await list('wm-1')
    const id = 'rows' in page ? (page.rows[0]?.id ?? '') : ''
    expect(await edit(1, { remove: [id], add: [row('wm-1', 'chen@contoso.example')] })).toMatchObject({
      value: { number: 2, changed: 1, added: 0, removed: 0 },
    })
    expect(await mailboxes()).toEqual(['8613800138001 wang.wei@contoso.example', 'wm-1 chen@contoso.example'])
  })

  test('that belong to one number on different days stand beside each other', async () => {
    await edit(0, { add: [row('8613800138001', 'wang@contoso.example', { validTo: '2026-05-31' })] })
    const after = row('8613800138001', 'li@contoso.example', { validFrom: '2026-06-01' })
    expect(await edit(1, { add: [after] })).toMatchObject({ ok: true, value: { added: 1, rowCount: 2 } })
    expect(await mailboxes()).toEqual([
      '8613800138001 wang@contoso.example',
      '8613800138001 li@contoso.example',
    ])
  })

  test('are refused where two would hold for one number on one day', async () => {
    await edit(0, { add: [row('8613800138001', 'wang@contoso.example')] })
    const late = row('8613800138001', 'li@contoso.example', { validFrom: '2026-06-01' })
    expect(await edit(1, { add: [late] })).toEqual(
      refuse('mapping-ambiguous', { values: { id: '8613800138001' } }),
    )
    expect(await mailboxes()).toEqual(['8613800138001 wang@contoso.example'])
  })

  test('are not changed by somebody who saw another version, nor of another tenant', async () => {
    await edit(0, { add: [row('1234567', 'wang@contoso.example')] })
    expect(await edit(0, { add: [row('7654321', 'li@contoso.example')] })).toEqual(
      refuse('changed-meanwhile'),
    )
    expect(await edit(1, { remove: ['999999'] })).toEqual(refuse('changed-meanwhile'))
    const other = { ...caller, tenantId: randomUUID() }
    expect(await list('', other)).toEqual(refuse('connector-gone'))
  })

  test('are found by part of a number however it is grouped, by mailbox, and not by a wildcard', async () => {
    await edit(0, {
      add: [row('8613800138001', 'wang_wei@contoso.example'), row('8613800138002', 'li@contoso.example')],
    })
    expect(await mailboxes('+86 138-0013 8002')).toEqual(['8613800138002 li@contoso.example'])
    expect(await mailboxes('G_W')).toEqual(['8613800138001 wang_wei@contoso.example'])
    expect(await mailboxes('%')).toEqual([])
  })
})

test("rows whose address is somebody else's by now are counted, and shown alone", async () => {
  await edit(0, { add: [row('1234567', 'wang@contoso.example'), row('7654321', 'li@contoso.example')] })
  const count = () =>
    withTenant(database, caller.tenantId, (tx) => countMovedAddresses(tx, caller.tenantId, [connectorId]))
  expect(await count()).toEqual(new Map())
  await database.$executeRaw`
    update user_mapping_row set moved_to = 'Li Na' where connector_id = ${connectorId}::uuid and external_id = '7654321'`
  expect(await count()).toEqual(new Map([[connectorId, 1]]))
  const call = listMappingRowsCall(ports)
  const input = call.input.parse({ connectorId, movedOnly: 'true' })
  expect(await call.handle({ caller, input })).toMatchObject({
    value: { total: 1, rows: [{ externalId: '7654321', movedTo: 'Li Na' }] },
  })
})

describe('a row typed by hand', () => {
  const found = (objectId: string, displayName: string): DirectoryAnswer => ({
    found: true,
    user: { objectId, displayName, address: 'wang@contoso.example' },
  })
  const firstRow = async () => {
    const page = await list()
    return 'rows' in page ? page.rows[0] : page
  }

  test('is pinned to whoever the directory finds', async () => {
    answerFor = () => found('oid-wang', 'Wang Lei')
    expect(await edit(0, { add: [row('1234567', 'wang@contoso.example')] })).toMatchObject({ ok: true })
    expect(await firstRow()).toMatchObject({ displayName: 'Wang Lei', directoryStatus: 'found' })
    const stored =
      await database.$queryRaw`select object_id from user_mapping_row where connector_id = ${connectorId}::uuid`
    expect(stored).toEqual([{ object_id: 'oid-wang' }])
  })

  test('is not saved when its mailbox is nobody, until the person says so knowingly', async () => {
    answerFor = () => ({ found: false, reason: 'guest' })
    const add = [row('1234567', 'guest@contoso.example')]
    expect(await edit(0, { add })).toEqual(
      refuse('mailbox-problem', { values: { mailbox: 'guest@contoso.example', status: 'guest' } }),
    )
    expect(await mailboxes()).toEqual([])
    expect(await edit(0, { add, accept: true })).toMatchObject({ ok: true, value: { number: 1 } })
    expect(await firstRow()).toMatchObject({ directoryStatus: 'guest' })
  })

  test('is saved unchecked when the directory is silent', async () => {
    expect(await edit(0, { add: [row('1234567', 'wang@contoso.example')] })).toMatchObject({ ok: true })
    expect(await firstRow()).toMatchObject({ directoryStatus: null, displayName: null })
  })

  test('takes the place of the row that maps nobody, and leaves those of other days', async () => {
    const before = row('1234567', 'gone@contoso.example', { validTo: '2026-05-31' })
    await edit(0, { add: [before, row('1234567', 'wrong@contoso.example', { validFrom: '2026-06-01' })] })
    const add = [row('1234567', 'right@contoso.example', { validFrom: '2026-06-01' })]
    expect(await edit(1, { add })).toMatchObject({ error: { code: 'mapping-ambiguous' } })
    const always = [row('1234567', 'right@contoso.example')]
    expect(await edit(1, { add: always, takesPlace: true })).toMatchObject({
      error: { code: 'mapping-ambiguous' },
    })
    expect(await edit(1, { add, takesPlace: true })).toMatchObject({ ok: true, value: { rowCount: 2 } })
    expect(await mailboxes()).toEqual(['1234567 gone@contoso.example', '1234567 right@contoso.example'])
  })

  test('makes the first version of a draft, once its step is open', async () => {
    const add = [row('1234567', 'wang@contoso.example')]
    const draft = { state: 'draft', termsVersion: null, siteCheckedAt: null, mappingConfirmedAt: null }
    await database.connector.update({ where: { id: connectorId }, data: draft })
    expect(await edit(0, { add })).toEqual(refuse('step-not-open'))
    const ready = { termsVersion: TERMS_VERSION, siteCheckedAt: new Date('2026-11-22T11:00:00Z') }
    await database.connector.update({ where: { id: connectorId }, data: ready })
    expect(await edit(0, { add })).toMatchObject({ ok: true, value: { number: 1, rowCount: 1 } })
    // The step's own button says that it is done.
    expect(await database.connector.findUnique({ where: { id: connectorId } })).toMatchObject({
      state: 'draft',
      mappingConfirmedAt: null,
    })
  })

  test('beside a file that waits to be confirmed outlives the file that replaces all rows', async () => {
    await edit(0, { add: [row('1111111', 'old@contoso.example')] })
    const uploadId = await addMappingUpload(database, {
      tenantId: caller.tenantId,
      connectorId,
      createdById: caller.id,
      rows: [
        ['2222222', 'file@contoso.example'],
        ['3333333', 'wrong@contoso.example'],
      ],
      baseVersion: 1,
      expiresAt: new Date('2026-11-23T12:00:00Z'),
    })
    await edit(1, { add: [row('3333333', 'right@contoso.example'), row('4444444', 'new@contoso.example')] })
    const input = {
      connectorId,
      was: 2,
      custom: { choice: 'upload' as const, uploadId, way: 'replace' as const, leaveOutCount: 0, was: 2 },
    }
    expect(await editCustomMappingCall(ports).handle({ caller, input })).toMatchObject({
      ok: true,
      value: { number: 3, rowCount: 3 },
    })
    expect(await mailboxes()).toEqual([
      '2222222 file@contoso.example',
      '3333333 right@contoso.example',
      '4444444 new@contoso.example',
    ])
  })
})

describe('versions of a mapping', () => {
  test('are rolled back to and downloaded', async () => {
    await edit(0, { add: [row('8613800138001', 'wang@contoso.example'), row('=cmd', 'li@contoso.example')] })
    const page = await list()
    await edit(1, { remove: 'rows' in page ? page.rows.map((one) => one.id) : [] })
    expect(await mailboxes()).toEqual([])
    const preview = { caller, input: { connectorId, number: 1 } }
    expect(await previewRollBackCall(ports).handle(preview)).toEqual({
      ok: true,
      value: { added: 2, changed: 0, removed: 0, same: 0 },
    })
    const call = rollBackMappingCall(ports)
    expect(await call.handle({ caller, input: { connectorId, was: 2, toNumber: 1 } })).toMatchObject({
      value: { number: 3, added: 2, rowCount: 2 },
    })
    expect(await call.handle({ caller, input: { connectorId, was: 3, toNumber: 3 } })).toEqual(
      refuse('changed-meanwhile'),
    )
    expect(await download(1)).toBe(
      '\uFEFFExternalUserId,O365UserMailbox,ValidFrom,ValidTo\r\n8613800138001,wang@contoso.example,,\r\n"\'=cmd",li@contoso.example,,\r\n',
    )
    expect(await download(2)).toBe('\uFEFFExternalUserId,O365UserMailbox,ValidFrom,ValidTo\r\n')
    expect(await download(9)).toEqual(refuse('connector-gone'))
  })
})

async function download(number: number) {
  const call = downloadMappingVersionCall(ports)
  const answer = await call.handle({ caller, input: { connectorId, number } })
  if (!answer.ok) return answer
  let text = ''
  for await (const piece of answer.value.text) text += piece
  return text
}
