import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { Database } from './client.ts'
import {
  applyUpload,
  editMappingRows,
  type MappingWay,
  rollBackMapping,
  uploadTarget,
} from './user-mappings.ts'
import { withTenant } from './with-tenant.ts'
import { compareMapping } from './write-mapping-version.ts'

let database: Database
let key: { tenantId: string; connectorId: string }

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  key = { tenantId: randomUUID(), connectorId: randomUUID() }
  await database.tenant.create({ data: { id: key.tenantId } })
  await database.connector.create({
    data: {
      id: key.connectorId,
      tenantId: key.tenantId,
      typeId: 'wechat-archiver',
      name: 'A',
      createdById: 'x',
      createdBy: 'X',
    },
  })
})

type Row = [
  externalId: string,
  mailbox: string,
  more?: Partial<{ from: string; to: string; objectId: string; severity: string }>,
]

async function upload(rows: Row[]): Promise<string> {
  const id = randomUUID()
  await database.mappingUpload.create({
    data: {
      id,
      ...key,
      fileName: 'people.csv',
      state: 'ready',
      createdById: 'x',
      createdBy: 'X',
      expiresAt: new Date(),
    },
  })
  await database.mappingUploadRow.createMany({
    data: rows.map(([externalId, mailbox, more], ordinal) => ({
      uploadId: id,
      ordinal,
      tenantId: key.tenantId,
      line: ordinal + 2,
      rawId: externalId,
      rawMailbox: mailbox,
      externalId,
      mailbox,
      validFrom: more?.from ? new Date(more.from) : null,
      validTo: more?.to ? new Date(more.to) : null,
      severity: more?.severity ?? 'valid',
      codes: [],
      objectId: more?.objectId ?? null,
    })),
  })
  return id
}

const version = () => ({ id: randomUUID(), ...key, createdBy: { id: 'x', name: 'X' } })
const file = { name: 'people.csv', sha256: new Uint8Array(32) }

async function confirm(rows: Row[], way: MappingWay = 'replace') {
  const uploadId = await upload(rows)
  return withTenant(database, key.tenantId, async (tx) => {
    const told = await compareMapping(tx, key, uploadTarget(key, { uploadId, way }))
    const done = await applyUpload(tx, { ...version(), uploadId, way, file })
    const { number, rowCount, ...diff } = done
    expect(diff).toEqual(told)
    return { ...diff, number, rowCount }
  })
}

const inForce = async () => {
  const rows = await database.userMappingRow.findMany({
    where: { connectorId: key.connectorId, removedIn: null },
    orderBy: [{ externalId: 'asc' }, { validFrom: 'asc' }],
  })
  return rows.map(
    (row) =>
      `${row.externalId} ${row.mailbox}${row.validFrom ? ` from ${row.validFrom.toISOString().slice(0, 10)}` : ''}`,
  )
}

describe('a version of the custom mapping', () => {
  test('that replaces the one before ends what the file does not have, and leaves what is the same', async () => {
    expect(
      await confirm([
        ['1', 'a@x.example'],
        ['2', 'b@x.example'],
        ['3', 'c@x.example'],
      ]),
    ).toMatchObject({ added: 3, number: 1 })
    const before = await database.userMappingRow.findFirstOrThrow({
      where: { connectorId: key.connectorId, externalId: '1' },
    })
    expect(
      await confirm([
        ['1', 'a@x.example'],
        ['2', 'z@x.example'],
        ['4', 'd@x.example'],
      ]),
    ).toEqual({
      added: 1,
      changed: 1,
      removed: 1,
      same: 1,
      number: 2,
      rowCount: 3,
    })
    expect(await inForce()).toEqual(['1 a@x.example', '2 z@x.example', '4 d@x.example'])
    const after = await database.userMappingRow.findFirstOrThrow({
      where: { connectorId: key.connectorId, externalId: '1' },
    })
    expect(after.id).toBe(before.id)
  })

  test('that is merged takes the place of rows of the same numbers only', async () => {
    await confirm([
      ['1', 'a@x.example'],
      ['2', 'b@x.example'],
      ['3', 'c@x.example'],
    ])
    expect(
      await confirm(
        [
          ['2', 'z@x.example'],
          ['4', 'd@x.example'],
        ],
        'merge',
      ),
    ).toEqual({
      added: 1,
      changed: 1,
      removed: 0,
      same: 2,
      number: 2,
      rowCount: 4,
    })
    expect(await inForce()).toEqual(['1 a@x.example', '2 z@x.example', '3 c@x.example', '4 d@x.example'])
  })

  test('leaves out lines with errors and repetitions', async () => {
    await confirm([
      ['1', 'a@x.example', { severity: 'warning' }],
      ['2', 'b@x.example', { severity: 'error' }],
      ['1', 'a@x.example', { severity: 'repeated' }],
    ])
    expect(await inForce()).toEqual(['1 a@x.example'])
  })

  test('holds a number that changed hands twice, once for each time', async () => {
    const rows: Row[] = [
      ['1', 'a@x.example', { to: '2026-05-31' }],
      ['1', 'b@x.example', { from: '2026-06-01' }],
    ]
    expect(await confirm(rows)).toMatchObject({ added: 2 })
    expect(await inForce()).toEqual(['1 b@x.example from 2026-06-01', '1 a@x.example'])
    expect(await confirm(rows)).toMatchObject({ added: 0, changed: 0, removed: 0, same: 2, number: 2 })
  })

  test('counts a row as changed when its address belongs to somebody else by now', async () => {
    await confirm([['1', 'a@x.example', { objectId: 'wang' }]])
    expect(await confirm([['1', 'a@x.example']])).toMatchObject({ same: 1 })
    expect(await confirm([['1', 'a@x.example', { objectId: 'li' }]])).toMatchObject({ changed: 1, same: 0 })
  })

  test('can be rolled back to, which is a version too', async () => {
    await confirm([
      ['1', 'a@x.example'],
      ['2', 'b@x.example'],
    ])
    await confirm([['2', 'z@x.example']])
    const done = await withTenant(database, key.tenantId, (tx) =>
      rollBackMapping(tx, { ...version(), toNumber: 1 }),
    )
    expect(done).toMatchObject({ number: 3, added: 1, changed: 1, removed: 0, rowCount: 2 })
    expect(await inForce()).toEqual(['1 a@x.example', '2 b@x.example'])
    const second = await withTenant(database, key.tenantId, (tx) =>
      rollBackMapping(tx, { ...version(), toNumber: 2 }),
    )
    expect(second).toMatchObject({ number: 4, removed: 1, changed: 1 })
    expect(await inForce()).toEqual(['2 z@x.example'])
  })

  test('that edits single rows touches no others', async () => {
    await confirm([
      ['1', 'a@x.example'],
      ['2', 'b@x.example'],
    ])
    const edit = (externalIds: string[], mailboxes: [string, string][]) =>
      withTenant(database, key.tenantId, (tx) =>
        editMappingRows(tx, {
          ...version(),
          externalIds,
          rows: mailboxes.map(([externalId, mailbox]) => ({
            externalId,
            rawId: externalId,
            mailbox,
            validFrom: null,
            validTo: null,
            found: null,
          })),
        }),
      )
    expect(
      await edit(
        ['2', '5'],
        [
          ['2', 'c@x.example'],
          ['5', 'e@x.example'],
        ],
      ),
    ).toMatchObject({ added: 1, changed: 1, rowCount: 3 })
    expect(await edit(['1'], [])).toMatchObject({ removed: 1, rowCount: 2 })
    expect(await inForce()).toEqual(['2 c@x.example', '5 e@x.example'])
  })

  test('belongs to one connector of one tenant', async () => {
    await confirm([['1', 'a@x.example']])
    const first = key
    key = { ...key, connectorId: randomUUID() }
    await database.connector.create({
      data: {
        id: key.connectorId,
        tenantId: key.tenantId,
        typeId: 'w',
        name: 'B',
        createdById: 'x',
        createdBy: 'X',
      },
    })
    expect(await confirm([['2', 'b@x.example']])).toMatchObject({ number: 1, added: 1, removed: 0 })
    key = first
    expect(await inForce()).toEqual(['1 a@x.example'])
  })
})
