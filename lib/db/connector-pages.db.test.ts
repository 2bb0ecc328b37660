import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { bareItem } from '#scripts/test-support/bare-item.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { Database } from './client.ts'
import { countQuarantineReasons } from './connector-pages.ts'
import { countWaiting } from './quarantine/count-waiting.ts'
import { listRunPackages } from './run-packages.ts'
import { findScheduledDates } from './scheduled-dates.ts'
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

const inTenant = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(database, tenantId, work)

async function addRun(trigger = 'manual', localDate: string | null = null): Promise<string> {
  const id = randomUUID()
  await database.run.create({
    data: {
      id,
      tenantId,
      connectorId,
      trigger,
      state: 'completed',
      localDate: localDate ? new Date(localDate) : null,
    },
  })
  return id
}

async function addPackage(runId: string, name: string, more: { state?: string; refusal?: string } = {}) {
  const { id } = await database.stagedPackage.create({
    data: {
      tenantId,
      connectorId,
      runId,
      name,
      sizeBytes: 1_000,
      modifiedAt: new Date(0),
      sha256: new Uint8Array(32),
      blobName: `${runId}/${name}`,
      entryCount: 2,
      ...more,
    },
  })
  return id
}

async function addItem(
  runId: string,
  packageId: bigint,
  entryIndex: number,
  more: { state: string; reason?: string; sentAt?: Date },
) {
  await database.item.create({
    data: {
      ...bareItem({ tenantId, connectorId, runId, packageId, entryIndex }),
      ...more,
    },
  })
}

test('the quarantine is counted by reason over all runs, what waits most first', async () => {
  const [one, two] = [await addRun(), await addRun()]
  const first = await addPackage(one, 'a.zip')
  await addItem(one, first, 0, { state: 'quarantined', reason: 'too-large' })
  await addItem(one, first, 1, { state: 'quarantined', reason: 'no-valid-user' })
  await addItem(one, first, 2, { state: 'routed' })
  const second = await addPackage(two, 'b.zip')
  await addItem(two, second, 0, { state: 'quarantined', reason: 'no-valid-user' })
  const waits = await database.item.findFirstOrThrow({ where: { runId: two } })
  await addItem(two, second, 1, { state: 'quarantined', reason: 'no-valid-user' })
  // Another export of the one before it: it follows that one, and is no further message that waits.
  await database.item.updateMany({
    where: { runId: two, entryIndex: 1 },
    data: { repeatOfId: waits.id, repeatKind: 're-export' },
  })
  expect(await inTenant((tx) => countQuarantineReasons(tx, { tenantId, connectorId }))).toEqual([
    { reason: 'no-valid-user', count: 2 },
    { reason: 'too-large', count: 1 },
  ])
  expect((await inTenant((tx) => countWaiting(tx, tenantId, [connectorId]))).get(connectorId)).toBe(3)
})

test('the dates of scheduled runs are the newest three, and no manual run counts', async () => {
  for (const date of ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22']) await addRun('schedule', date)
  await addRun('manual')
  const dates = await inTenant((tx) => findScheduledDates(tx, { tenantId, connectorId }))
  expect([...dates].sort()).toEqual(['2026-11-20', '2026-11-21', '2026-11-22'])
})

test('the packages of a run are those it took, with the count of all beside the first ones', async () => {
  const run = await addRun()
  await addPackage(run, 'b.zip', { state: 'recorded' })
  await addPackage(run, 'a.zip')
  await addPackage(run, 'c.zip', { state: 'refused', refusal: 'not-a-zip' })
  expect(await inTenant((tx) => listRunPackages(tx, { tenantId, runId: run, limit: 1 }))).toEqual({
    packages: [{ name: 'a.zip', sizeBytes: 1_000, entryCount: 2, state: 'staged' }],
    total: 2,
    sizeBytes: 2_000,
  })
})
