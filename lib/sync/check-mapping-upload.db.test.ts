import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import { createMappingCheckLedger } from '#lib/db/mapping-check-ledger.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { checkMappingUpload, tendMappingUploads } from './check-mapping-upload.ts'
import type { DirectoryAnswer } from './ports/directory.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const OUTAGE: DirectoryAnswer = {
  found: 'unanswered',
  by: 'directory',
  code: 'graph_unavailable',
  detail: 'down',
  retryAfterMs: null,
  isRefusal: false,
}

let database: Database
let upload: { tenantId: string; uploadId: string }
let answers: Map<string, DirectoryAnswer>
let asked: string[]
let requested: string[]
let onAsk: (address: string) => Promise<void>

openTestDatabase({ poolMax: 3 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  upload = { tenantId: randomUUID(), uploadId: randomUUID() }
  answers = new Map()
  asked = []
  requested = []
  onAsk = async () => {}
  const { tenantId, uploadId: id } = upload
  const connectorId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  await database.connector.create({ data: bareConnector({ id: connectorId, tenantId }) })
  await database.mappingUpload.create({
    data: {
      ...{
        id,
        tenantId,
        connectorId,
        state: 'ready',
        checkState: 'waiting',
        createdById: 'x',
        createdBy: 'X',
      },
      expiresAt: new Date('2026-11-23T12:00:00Z'),
    },
  })
})

async function addRows(mailboxes: string[], severity = 'valid'): Promise<void> {
  const { uploadId, tenantId } = upload
  const first = await database.mappingUploadRow.count({ where: { uploadId } })
  await database.mappingUploadRow.createMany({
    data: mailboxes.map((mailbox, index) => ({
      ...{ uploadId, tenantId, ordinal: first + index, line: first + index + 2, severity, codes: [] },
      ...{ rawId: `${first + index}`, externalId: `${first + index}`, rawMailbox: mailbox, mailbox },
    })),
  })
}

const user = (objectId: string, isDisabled = false): DirectoryAnswer => ({
  found: true,
  user: {
    objectId,
    address: `${objectId}@contoso.example`,
    displayName: objectId.toUpperCase(),
    ...(isDisabled && { isDisabled }),
  },
})

let groupsAsked: string[][]
/** Null: the app may not ask for them. */
let groups: string[] | null
beforeEach(() => {
  groupsAsked = []
  groups = []
})

const ports = () => ({
  directory: {
    async findUser(address: string) {
      asked.push(address)
      await onAsk(address)
      return answers.get(address) ?? ({ found: false, reason: 'not-found' } as const)
    },
    findUserById: async () => ({ found: false, reason: 'not-found' }) as const,
  },
  groups: {
    async findGroups(addresses: readonly string[]) {
      groupsAsked.push([...addresses])
      return groups && new Set(groups)
    },
  },
  clock: { now: () => NOW },
  wait: async () => {},
  log: { info() {}, warn() {} },
  mappingChecks: createMappingCheckLedger(database),
  mappingCheckJobs: { checkMapping: async (key: typeof upload) => void requested.push(key.uploadId) },
})

const state = () =>
  database.mappingUpload.findFirstOrThrow({
    where: { id: upload.uploadId },
    select: { checkState: true, checkedCount: true, checkError: true },
  })
const statuses = async () => {
  const rows = await database.mappingUploadRow.findMany({
    where: { uploadId: upload.uploadId },
    orderBy: { ordinal: 'asc' },
  })
  return rows.map((row) => [row.directoryStatus, row.objectId])
}

test('every mailbox of an uploaded mapping is looked up once, and each row says what was found', async () => {
  await addRows([
    'wang@contoso.example',
    'left@contoso.example',
    'nobody@contoso.example',
    'wang@contoso.example',
  ])
  await addRows(['guest@contoso.example'], 'warning')
  await addRows(['wrong@contoso.example'], 'error')
  answers.set('wang@contoso.example', user('wang'))
  answers.set('left@contoso.example', user('left', true))
  answers.set('guest@contoso.example', { found: false, reason: 'guest' })
  await checkMappingUpload(ports(), upload)
  expect(await statuses()).toEqual([
    ['found', 'wang'],
    ['disabled', 'left'],
    ['not-found', null],
    ['found', 'wang'],
    ['guest', null],
    [null, null],
  ])
  expect(asked.filter((one) => one === 'wang@contoso.example')).toHaveLength(1)
  expect(await state()).toEqual({ checkState: 'done', checkedCount: 5, checkError: null })
})

test('a group is told from what is not there, by one look for those alone; without the right to look, neither is', async () => {
  await addRows(['team@contoso.example', 'wang@contoso.example', 'nobody@contoso.example'])
  answers.set('wang@contoso.example', user('wang'))
  groups = ['team@contoso.example']
  await checkMappingUpload(ports(), upload)
  expect(groupsAsked).toEqual([['team@contoso.example', 'nobody@contoso.example']])
  expect(await statuses()).toEqual([
    ['group', null],
    ['found', 'wang'],
    ['not-found', null],
  ])
  groups = null
  await database.mappingUploadRow.updateMany({ data: { directoryStatus: null } })
  await database.mappingUpload.updateMany({ data: { checkState: 'waiting' } })
  await checkMappingUpload(ports(), upload)
  expect((await statuses()).map(([status]) => status)).toEqual(['not-found', 'found', 'not-found'])
  expect(await state()).toMatchObject({ checkState: 'done' })
})

test('a check that is begun again goes on where it stopped', async () => {
  await addRows(['wang@contoso.example', 'li@contoso.example'])
  await database.mappingUploadRow.updateMany({ where: { ordinal: 0 }, data: { directoryStatus: 'found' } })
  await database.mappingUpload.updateMany({ data: { checkState: 'checking' } })
  await checkMappingUpload(ports(), upload)
  expect(asked).toEqual(['li@contoso.example'])
})

test('a file that is read in another way under a check is checked anew', async () => {
  await addRows(['wang@contoso.example'])
  onAsk = async () => {
    onAsk = async () => {}
    await database.mappingUploadRow.deleteMany({ where: { uploadId: upload.uploadId } })
    await database.mappingUpload.updateMany({ data: { checkState: 'waiting', checkedCount: 0 } })
    await addRows(['li@contoso.example', 'wang@contoso.example'])
  }
  await checkMappingUpload(ports(), upload)
  expect(await statuses()).toEqual([
    ['not-found', null],
    ['not-found', null],
  ])
  expect(await state()).toMatchObject({ checkState: 'done', checkedCount: 2 })
})

test('a directory that does not answer ends the check, and says nothing of anybody', async () => {
  await addRows(Array.from({ length: 40 }, (_, index) => `p${index}@contoso.example`))
  for (let index = 0; index < 40; index += 1) answers.set(`p${index}@contoso.example`, OUTAGE)
  await checkMappingUpload(ports(), upload)
  expect(await state()).toMatchObject({ checkState: 'failed', checkError: 'graph_unavailable' })
  expect(new Set((await statuses()).map(([status]) => status))).toEqual(new Set([null]))
})

test('an upload that is gone, or checked, is left alone', async () => {
  await addRows(['wang@contoso.example'])
  await database.mappingUpload.updateMany({ data: { checkState: 'done' } })
  await checkMappingUpload(ports(), upload)
  await checkMappingUpload(ports(), { ...upload, uploadId: randomUUID() })
  expect(asked).toEqual([])
})

test('each minute, waiting checks are asked for again, and what nobody confirmed within a day is forgotten', async () => {
  await addRows(['wang@contoso.example'])
  await tendMappingUploads(ports())
  expect(requested).toContain(upload.uploadId)
  await database.mappingUpload.updateMany({ where: { id: upload.uploadId }, data: { expiresAt: NOW } })
  await tendMappingUploads(ports())
  expect(await statuses()).toEqual([])
})
