import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { Database } from './client.ts'
import { findNewestDoubles } from './newest-doubles.ts'
import { withTenant } from './with-tenant.ts'

let database: Database
let tenantId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
})

test('doubles are those of the newest look through folders, for each connector by itself', async () => {
  const [one, other] = [await addConnector(), await addConnector()]
  await addRun(one, '2026-11-19', { folders: 3, doubles: 5 })
  const newest = await addRun(one, '2026-11-20', { folders: 3, doubles: 2 })
  await addRun(other, '2026-11-20', { folders: 3, doubles: 0 })
  expect(await read(one, other)).toEqual(new Map([[one, { runId: newest, count: 2 }]]))
})

test('a run that wrote to no mailbox, or has not been looked after yet, does not hide them', async () => {
  const connector = await addConnector()
  const looked = await addRun(connector, '2026-11-19', { folders: 3, doubles: 2 })
  await addRun(connector, '2026-11-20', { folders: 0, doubles: 0 })
  await addRun(connector, '2026-11-21', null)
  expect(await read(connector)).toEqual(new Map([[connector, { runId: looked, count: 2 }]]))
})

test('they are told no more when a later look finds none', async () => {
  const connector = await addConnector()
  await addRun(connector, '2026-11-19', { folders: 3, doubles: 2 })
  await addRun(connector, '2026-11-20', { folders: 1, doubles: 0 })
  expect(await read(connector)).toEqual(new Map())
})

test("another tenant's are not told", async () => {
  const connector = await addConnector()
  await addRun(connector, '2026-11-19', { folders: 3, doubles: 2 })
  const stranger = randomUUID()
  expect(await withTenant(database, stranger, (tx) => findNewestDoubles(tx, stranger, [connector]))).toEqual(
    new Map(),
  )
})

const read = (...ids: string[]) =>
  withTenant(database, tenantId, (tx) => findNewestDoubles(tx, tenantId, ids))

async function addConnector(): Promise<string> {
  const id = randomUUID()
  const by = { createdById: 'x', createdBy: 'X' }
  await database.connector.create({ data: { id, tenantId, typeId: 'wechat-archiver', name: 'A', ...by } })
  return id
}

async function addRun(
  connectorId: string,
  date: string,
  check: { folders: number; doubles: number } | null,
): Promise<string> {
  const id = randomUUID()
  const createdAt = new Date(`${date}T08:00:00Z`)
  await database.run.create({
    data: { id, tenantId, connectorId, trigger: 'manual', state: 'completed', createdAt },
  })
  if (check) {
    await database.runCheck.create({
      data: { runId: id, tenantId, messages: 10, incomplete: 0, checkedAt: createdAt, ...check },
    })
  }
  return id
}
