import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { stripDates } from '#lib/domain/day-strip.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { bareItem } from '#scripts/test-support/bare-item.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { Database } from './client.ts'
import { countMessageDays } from './ledger/count-message-days.ts'
import { listDeliveryDays, listMessageDays } from './overview-days.ts'
import { withTenant } from './with-tenant.ts'

const DAY_MS = 86_400_000

let database: Database
let tenantId: string
let connectorId: string
let itemCount = 0

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  connectorId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  const data = bareConnector({ id: connectorId, tenantId })
  await database.connector.create({ data: { ...data, timeZone: 'Asia/Shanghai' } })
})

async function addRun(data: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID()
  await database.run.create({
    data: { id, tenantId, connectorId, trigger: 'manual', state: 'completed', ...data },
  })
  return id
}

async function addItems(runId: string, items: Record<string, unknown>[]): Promise<void> {
  const stored = await database.stagedPackage.create({
    data: {
      tenantId,
      connectorId,
      runId,
      name: randomUUID(),
      sizeBytes: 1,
      modifiedAt: new Date(),
      sha256: Buffer.alloc(32, itemCount),
      blobName: randomUUID(),
    },
  })
  for (const item of items) {
    itemCount += 1
    const place = { tenantId, connectorId, runId, packageId: stored.id, entryIndex: itemCount }
    await database.item.create({ data: { ...bareItem(place), state: 'routed', kind: 'chat', ...item } })
  }
}

/** Noon of Shanghai, that many days ago. */
function noon(daysAgo: number): Date {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  return new Date(Date.parse(`${today}T04:00:00Z`) - daysAgo * DAY_MS)
}

const dateOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

function count(runId: string) {
  const claim = { tenantId, connectorId, runId, fence: 0 } as Parameters<typeof countMessageDays>[1]
  return withTenant(database, tenantId, (tx) => countMessageDays(tx, claim))
}

function read(daysAgo: number) {
  const since = dateOf(noon(daysAgo))
  return withTenant(database, tenantId, (tx) => listMessageDays(tx, { tenantId, connectorId, since }))
}

test('messages are counted by day and kind, once each, on the dates of the connector', async () => {
  const runId = await addRun()
  // 23:30 in Shanghai is 15:30 in UTC: the same date; 00:30 in Shanghai is the day before in UTC.
  const lateNight = new Date(noon(3).getTime() - 11.5 * 3_600_000)
  await addItems(runId, [
    { sentAt: noon(3) },
    { sentAt: lateNight, state: 'quarantined', reason: 'no-mailbox' },
    { sentAt: noon(3), kind: 'group-chat' },
    { sentAt: noon(3), repeatOfId: 1n, repeatKind: 're-export' },
    { sentAt: noon(3), kind: 'system-event', state: 'system-event' },
    { sentAt: noon(2), state: 'before-start' },
    { sentAt: noon(400) },
    { sentAt: null },
  ])
  await count(runId)
  await count(runId)
  expect(dateOf(lateNight)).toBe(dateOf(noon(3)))
  expect(await read(30)).toEqual([
    { date: dateOf(noon(3)), kind: 'chat', messages: 2 },
    { date: dateOf(noon(3)), kind: 'group-chat', messages: 1 },
  ])
  expect(await read(2)).toEqual([])
})

test('runs add up, and a re-drive adds nothing to what was read', async () => {
  const first = await addRun()
  await addItems(first, [{ sentAt: noon(1) }])
  await count(first)
  const second = await addRun()
  await addItems(second, [{ sentAt: noon(1) }, { sentAt: noon(1) }])
  await count(second)
  const redrive = await addRun({ trigger: 'redrive' })
  await database.item.updateMany({ where: { runId: first }, data: { driveRunId: redrive } })
  await count(redrive)
  expect(await read(5)).toEqual([{ date: dateOf(noon(1)), kind: 'chat', messages: 3 }])
})

test('deliveries are those of the day on which they are made, items those of the day on which they came', async () => {
  const dates = stripDates(new Date('2026-11-22T12:00:00Z'), 'UTC', 5)
  const scheduled = { trigger: 'schedule', localDate: new Date('2026-11-20') }
  await addRun({
    ...scheduled,
    createdAt: new Date('2026-11-21T01:00:00Z'),
    itemsAvailable: 5,
    itemsRouted: 5,
  })
  const last = await addRun({
    trigger: 'redrive',
    createdAt: new Date('2026-11-20T20:00:00Z'),
    itemsAvailable: 2,
    itemsRouted: 2,
    deliveriesAvailable: 3,
    imported: 2,
    failed: 1,
  })
  const days = await withTenant(database, tenantId, (tx) =>
    listDeliveryDays(tx, { tenantId, connectorId, dates }),
  )
  expect(days).toHaveLength(1)
  expect(days[0]).toMatchObject({ date: '2026-11-20', itemsAvailable: 5, imported: 2, failed: 1 })
  expect(days[0]?.runId).not.toBe(last)
})
