import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { MappingRowInput } from '#lib/domain/user-mapping-inputs.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
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
  }) as unknown as WebPorts

beforeEach(async () => {
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

function edit(was: number, change: { add?: MappingRowInput[]; remove?: string[] }) {
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
