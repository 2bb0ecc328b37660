import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { bareItem } from '#scripts/test-support/bare-item.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { Database } from './client.ts'
import { finishRun } from './ledger/close-run.ts'
import { findNewestRuns } from './newest-runs.ts'
import { countWaiting } from './quarantine/count-waiting.ts'
import { findRun, listPackageRefusals, listRunPage } from './runs-for-web.ts'
import { findNewestMessages } from './runs-for-web-freshness.ts'
import { countNotImported, listNotImported } from './runs-for-web-not-imported.ts'
import { withTenant } from './with-tenant.ts'

let database: Database
let tenantId: string
let connectorId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  connectorId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  await database.connector.create({
    data: {
      id: connectorId,
      tenantId,
      typeId: 'wechat-archiver',
      name: 'A',
      createdById: 'x',
      createdBy: 'X',
    },
  })
})

async function addRun(data: {
  state: string
  createdAt?: Date
  itemsQuarantined?: number
  imported?: number
}) {
  const run = await database.run.create({
    data: { id: randomUUID(), tenantId, connectorId, trigger: 'manual', ...data },
  })
  return run.id
}

/** One package with one item for each of `states`, and one delivery of the first item for each of `deliveries`. */
async function addItems(runId: string, states: string[], deliveries: string[] = [], packageName = 'day.zip') {
  const owner = { tenantId, connectorId, runId }
  const { id: packageId } = await database.stagedPackage.create({
    data: {
      ...owner,
      name: packageName,
      sizeBytes: 1,
      modifiedAt: new Date(0),
      sha256: new Uint8Array(32),
      blobName: runId,
    },
  })
  const itemIds: bigint[] = []
  for (const [entryIndex, state] of states.entries()) {
    const { id } = await database.item.create({
      data: {
        ...bareItem({ ...owner, packageId, entryIndex }),
        subject: `Subject ${entryIndex}`,
        state,
        reason: state === 'quarantined' ? 'no-valid-user' : null,
      },
    })
    itemIds.push(id)
  }
  for (const [index, state] of deliveries.entries()) {
    const mailbox = await database.mailbox.create({
      data: {
        tenantId,
        objectId: randomUUID(),
        address: `person-${index}@contoso.example`,
        displayName: 'P',
      },
    })
    const [itemId = 0n] = itemIds
    await database.delivery.create({ data: { ...owner, itemId, mailboxId: mailbox.id, state } })
  }
  return itemIds
}

const inTenant = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(database, tenantId, work)

test('a run that goes on is counted from the ledger', async () => {
  const runId = await addRun({ state: 'delivering' })
  await addItems(
    runId,
    ['routed', 'quarantined', 'before-start'],
    ['imported', 'attempting', 'unconfirmed', 'failed'],
  )
  const run = await inTenant((tx) => findRun(tx, { tenantId, connectorId, runId }))
  expect(run?.counts).toMatchObject({
    itemsAvailable: 3,
    itemsRouted: 1,
    itemsQuarantined: 1,
    itemsBeforeStart: 1,
    deliveriesAvailable: 4,
    imported: 1,
    pending: 2,
    failed: 1,
  })
})

test('the report of a run that has ended is what its row says, whatever happens to the items later', async () => {
  const runId = await addRun({ state: 'completed-with-problems', itemsQuarantined: 7 })
  await addItems(runId, ['quarantined'])
  const run = await inTenant((tx) => findRun(tx, { tenantId, connectorId, runId }))
  expect(run?.counts).toMatchObject({ itemsAvailable: 0, itemsQuarantined: 7 })
})

test('a run of another tenant is not found', async () => {
  const runId = await addRun({ state: 'completed-with-problems' })
  const stranger = randomUUID()
  expect(
    await withTenant(database, stranger, (tx) => findRun(tx, { tenantId: stranger, connectorId, runId })),
  ).toBeNull()
})

test('the newest run of a connector is the one shown, and what waits in quarantine is that of all runs', async () => {
  const first = await addRun({
    state: 'completed-with-problems',
    itemsQuarantined: 4,
    createdAt: new Date('2026-11-20'),
  })
  // Three of the four that its report counts have been delivered since.
  await addItems(first, ['quarantined', 'routed', 'routed', 'routed'], [], 'first.zip')
  const newest = await addRun({ state: 'delivering', createdAt: new Date('2026-11-21') })
  await addItems(newest, ['quarantined', 'quarantined', 'routed'])
  const runs = await inTenant((tx) => findNewestRuns(tx, tenantId, [connectorId]))
  expect(runs.get(connectorId)?.id).toBe(newest)
  expect(await inTenant((tx) => countWaiting(tx, tenantId, [connectorId]))).toEqual(
    new Map([[connectorId, 3]]),
  )
})

test('what was not imported comes worst first, a page at a time, and names the people without a mailbox', async () => {
  const runId = await addRun({ state: 'completed-with-problems' })
  const [, quarantined = 0n] = await addItems(
    runId,
    ['routed', 'quarantined', 'system-event', 'before-start'],
    ['imported', 'failed', 'skipped'],
  )
  const person = { tenantId, itemId: quarantined, role: 'to', displayName: '', resolution: 'unresolved' }
  await database.participant.createMany({
    data: [
      {
        ...person,
        ordinal: 0,
        phone: '8613800138000',
        address: 'a@other.example',
        opaqueId: '',
        reason: 'not-found',
      },
      { ...person, ordinal: 1, phone: '', address: 'b@other.example', opaqueId: '', reason: 'guest' },
    ],
  })
  const list = (more: Partial<Parameters<typeof listNotImported>[1]> = {}) =>
    inTenant((tx) => listNotImported(tx, { tenantId, runId, limit: 2, ...more }))
  const first = await list()
  expect(first).toMatchObject([
    { outcome: 'failed', reason: 'failed', mailbox: 'person-1@contoso.example', subject: 'Subject 0' },
    {
      outcome: 'quarantined',
      reason: 'no-valid-user',
      mailbox: null,
      people: [
        { id: '8613800138000', reason: 'not-found' },
        { id: 'b@other.example', reason: 'guest' },
      ],
    },
  ])
  const second = await list({ after: first[1]?.cursor })
  expect(second.map((row) => row.outcome)).toEqual(['skipped', 'before-start'])
  const third = await list({ after: second[1]?.cursor })
  expect(third.map((row) => row.outcome)).toEqual(['system-event'])

  const outcomes = async (filter: Parameters<typeof list>[0]) =>
    (await list({ limit: 10, ...filter })).map((row) => row.outcome)
  expect(await outcomes({ outcome: 'skipped' })).toEqual(['skipped'])
  expect(await outcomes({ reason: 'no-valid-user' })).toEqual(['quarantined'])
  expect(await outcomes({ search: 'PERSON-1@' })).toEqual(['failed'])
  expect(await outcomes({ search: '+86 138-0013 8000' })).toEqual(['quarantined'])
  expect(await outcomes({ search: 'message-2' })).toEqual(['system-event'])
  expect(await outcomes({ search: '%' })).toEqual([])
  expect(await outcomes({ after: "'; drop table item" })).toHaveLength(5)

  expect(await inTenant((tx) => countNotImported(tx, { tenantId, runId }))).toEqual([
    { outcome: 'failed', reason: 'failed', count: 1, mailboxCount: 1 },
    { outcome: 'quarantined', reason: 'no-valid-user', count: 1, mailboxCount: 0 },
    { outcome: 'skipped', reason: 'skipped', count: 1, mailboxCount: 1 },
    { outcome: 'before-start', reason: 'before-start', count: 1, mailboxCount: 0 },
    { outcome: 'system-event', reason: 'system-event', count: 1, mailboxCount: 0 },
  ])
})

test('a refused package says whether its file is in the evidence store', async () => {
  const runId = await addRun({ state: 'completed-with-problems' })
  await addItems(runId, [])
  const refusal = { tenantId, runId, sizeBytes: 1, detail: null }
  await database.packageRefusal.createMany({
    data: [
      { ...refusal, name: 'day.zip', reason: 'manifest-missing' },
      { ...refusal, name: 'moving.zip', reason: 'still-uploading' },
    ],
  })
  const key = { tenantId, connectorId, runId }
  expect(await inTenant((tx) => listPackageRefusals(tx, { ...key, limit: 10 }))).toEqual([
    { name: 'day.zip', sizeBytes: 1, reason: 'manifest-missing', detail: null, isKept: true },
    { name: 'moving.zip', sizeBytes: 1, reason: 'still-uploading', detail: null, isKept: false },
  ])
})

/** A run of one item for each of `sentAt`, of which a mailbox got the first on 21 November. */
async function endRun(packageName: string, ...sentAt: string[]) {
  const runId = await addRun({ state: 'delivering' })
  await addItems(
    runId,
    sentAt.map(() => 'routed'),
    ['imported', 'failed'],
    packageName,
  )
  for (const [entryIndex, at] of sentAt.entries())
    await database.item.updateMany({ where: { runId, entryIndex }, data: { sentAt: new Date(at) } })
  await database.delivery.updateMany({
    where: { runId },
    data: { finishedAt: new Date('2026-11-21T08:00:00Z') },
  })
  const end = new Date('2026-11-21T08:01:00Z')
  await inTenant((tx) => finishRun(tx, tenantId, runId, 'completed-with-problems', end))
}

const findNewest = (ofTenant = tenantId) =>
  withTenant(database, ofTenant, (tx) => findNewestMessages(tx, ofTenant, [connectorId]))

test('the newest message of a connector is the newest that a mailbox got, not one that claims to be from the future', async () => {
  expect(await findNewest()).toEqual(new Map())
  // Only the first item has deliveries; nobody has the second, however new it is.
  await endRun('day.zip', '2026-11-20T10:00:00Z', '2026-11-20T12:00:00Z')
  const newest = new Map([[connectorId, new Date('2026-11-20T10:00:00Z')]])
  expect(await findNewest()).toEqual(newest)
  await endRun('future.zip', '2099-01-01T00:00:00Z')
  expect(await findNewest()).toEqual(newest)
  await endRun('late.zip', '2026-11-18T00:00:00Z')
  expect(await findNewest()).toEqual(newest)
})

test('what a run that goes on has brought is not known yet, and another tenant sees none', async () => {
  const runId = await addRun({ state: 'delivering' })
  await addItems(runId, ['routed'], ['imported'])
  await database.item.updateMany({ where: { runId }, data: { sentAt: new Date('2026-11-20T10:00:00Z') } })
  expect((await findNewest()).size).toBe(0)
  await endRun('next.zip', '2026-11-20T10:00:00Z')
  expect((await findNewest(randomUUID())).size).toBe(0)
})

test('runs are read on from a key, and one that begins meanwhile pushes none onto the next page', async () => {
  const ids: string[] = []
  for (const day of ['20', '21', '22']) {
    ids.push(await addRun({ state: 'completed', createdAt: new Date(`2026-11-${day}`) }))
  }
  const page = (more: Partial<Parameters<typeof listRunPage>[1]> = {}) =>
    inTenant((tx) => listRunPage(tx, { tenantId, connectorId, limit: 2, ...more }))
  const idsOf = async (more = {}) => (await page(more)).map((run) => run.id)
  expect(await idsOf()).toEqual([ids[2], ids[1]])
  await addRun({ state: 'failed', createdAt: new Date('2026-11-23') })
  expect(await idsOf({ after: ids[1] })).toEqual([ids[0]])
  expect((await page({ states: ['failed'] })).map((run) => run.state)).toEqual(['failed'])
  expect(await idsOf({ after: ids[0] })).toEqual([])
})
