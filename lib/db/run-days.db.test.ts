import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { stripDates } from '#lib/domain/day-strip.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { Database } from './client.ts'
import { listRunDays } from './run-days.ts'
import { withTenant } from './with-tenant.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const DATES = stripDates(NOW, 'UTC')

let database: Database
let tenantId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
})

async function addConnector(): Promise<string> {
  const id = randomUUID()
  const by = { createdById: 'x', createdBy: 'X' }
  await database.connector.create({ data: { id, tenantId, typeId: 'wechat-archiver', name: 'A', ...by } })
  return id
}

async function addRun(
  connectorId: string,
  createdAt: string,
  data: { state: string; trigger?: string; localDate?: Date; itemsAvailable?: number; itemsRouted?: number },
): Promise<void> {
  await database.run.create({
    data: {
      id: randomUUID(),
      tenantId,
      connectorId,
      trigger: 'manual',
      createdAt: new Date(createdAt),
      ...data,
    },
  })
}

function read(...connectorIds: string[]) {
  const wanted = connectorIds.map((connectorId) => ({ connectorId, dates: DATES }))
  return withTenant(database, tenantId, (tx) => listRunDays(tx, tenantId, wanted))
}

test('the runs of a date are summed up, for each connector by itself', async () => {
  const [one, other, idle] = [await addConnector(), await addConnector(), await addConnector()]
  await addRun(one, '2026-11-20T08:00:00Z', { state: 'completed-with-problems', itemsAvailable: 3 })
  await addRun(one, '2026-11-20T09:00:00Z', { state: 'failed' })
  await addRun(one, '2026-11-21T08:00:00Z', { state: 'fetching' })
  await addRun(other, '2026-11-20T23:59:59Z', { state: 'completed' })
  const days = await read(one, other, idle)
  expect(days.get(one)?.sort((a, b) => a.date.localeCompare(b.date))).toEqual([
    { date: '2026-11-20', lastState: 'failed', isGoingOn: false, hadProblems: true, hadItems: true },
    { date: '2026-11-21', lastState: 'fetching', isGoingOn: true, hadProblems: false, hadItems: false },
  ])
  expect(days.get(other)).toEqual([
    { date: '2026-11-20', lastState: 'completed', isGoingOn: false, hadProblems: false, hadItems: false },
  ])
  expect(days.has(idle)).toBe(false)
})

test('a scheduled run that came late counts for the date it was due', async () => {
  const connectorId = await addConnector()
  await addRun(connectorId, '2026-11-21T03:00:00Z', {
    state: 'completed',
    trigger: 'schedule',
    localDate: new Date('2026-11-20'),
  })
  expect((await read(connectorId)).get(connectorId)?.map(({ date }) => date)).toEqual(['2026-11-20'])
})

test('re-drives, runs of before, and those of another tenant do not count', async () => {
  const connectorId = await addConnector()
  await addRun(connectorId, '2026-11-20T08:00:00Z', { state: 'completed', trigger: 'redrive' })
  await addRun(connectorId, '2026-11-08T23:59:59Z', { state: 'completed' })
  expect(await read(connectorId)).toEqual(new Map())
  const mine = tenantId
  tenantId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  const theirs = await addConnector()
  await addRun(theirs, '2026-11-20T08:00:00Z', { state: 'completed' })
  tenantId = mine
  expect(await read(theirs)).toEqual(new Map())
})
