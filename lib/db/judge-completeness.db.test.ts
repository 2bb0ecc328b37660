import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createRunLedger } from '#lib/db/ledger/run-ledger.ts'
import { addDays, type LocalDate, readWallClock, weekdayOf } from '#lib/domain/wall-clock.ts'
import { bareItem } from '#scripts/test-support/bare-item.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { Database } from './client.ts'
import { judgeCompleteness } from './judge-completeness.ts'
import { withTenant } from './with-tenant.ts'

const TIME_ZONE = 'Asia/Shanghai'
const WANG = '8613800138001'

let database: Database
let tenantId: string
let connectorId: string
let packages = 0

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})
beforeEach(async () => {
  tenantId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  connectorId = await addConnector()
})

describe('an archive', () => {
  test('has nothing to miss before its source was read', async () => {
    expect((await judge()).get(connectorId)).toBeUndefined()
  })

  test('that came every day misses nothing', async () => {
    await read({ days: daysAgo(40, 0), packagesOn: daysAgo(40, 0) })
    expect((await judge()).get(connectorId)).toEqual({
      daysWithoutPackage: [],
      silentSince: null,
      silentPeople: { count: 0, newest: [] },
    })
  })

  test('misses the day without a package, as the clock of the connector says it', async () => {
    const [missing = ''] = daysAgo(4, 4)
    await read({ days: daysAgo(40, 0), packagesOn: daysAgo(40, 0).filter((day) => day !== missing) })
    expect((await judge()).get(connectorId)?.daysWithoutPackage).toEqual([missing])
  })

  test('names who is silent for longer than usual, and not who writes rarely', async () => {
    await read({ days: daysAgo(40, 8), owner: WANG, name: '王伟 Wang Wei' })
    await read({ days: daysAgo(40, 0).filter((_, index) => index % 8 === 0), owner: 'li.na@contoso.example' })
    await read({ days: daysAgo(40, 0), owner: '8613800138003', packagesOn: daysAgo(40, 0) })
    expect((await judge()).get(connectorId)).toMatchObject({
      silentSince: null,
      silentPeople: { count: 1, newest: [{ name: '王伟 Wang Wei', lastDay: daysAgo(8, 8)[0] }] },
    })
  })

  test('hears of somebody again in a later run', async () => {
    await read({ days: daysAgo(40, 8), owner: WANG })
    await read({ days: daysAgo(40, 0), owner: 'somebody.else@contoso.example' })
    expect((await judge()).get(connectorId)?.silentPeople.count).toBe(1)
    await read({ days: daysAgo(1, 1), owner: WANG })
    expect((await judge()).get(connectorId)?.silentPeople.count).toBe(0)
  })

  test('is silent as a whole when nobody is heard of', async () => {
    await read({ days: daysAgo(40, 6), packagesOn: daysAgo(40, 0) })
    expect((await judge()).get(connectorId)).toMatchObject({
      daysWithoutPackage: [],
      silentSince: daysAgo(6, 6)[0],
    })
  })

  test('does not miss the weekends of a source that never sends on them', async () => {
    const workdays = daysAgo(40, 0).filter((day) => ![0, 6].includes(weekdayOf(day)))
    await read({ days: workdays, packagesOn: workdays })
    expect((await judge()).get(connectorId)?.daysWithoutPackage).toEqual([])
  })

  test('is not judged by the rows of another tenant, nor while it is paused', async () => {
    await read({ days: daysAgo(40, 8), owner: WANG, packagesOn: daysAgo(40, 8) })
    expect((await judge(randomUUID())).size).toBe(0)
    await database.captureDays.updateMany({ where: { connectorId }, data: { tenantId: randomUUID() } })
    await database.stagedPackage.updateMany({ where: { connectorId }, data: { tenantId: randomUUID() } })
    expect((await judge()).get(connectorId)).toEqual({
      daysWithoutPackage: [],
      silentSince: null,
      silentPeople: { count: 0, newest: [] },
    })
    const paused = [{ id: connectorId, state: 'paused', timeZone: TIME_ZONE }]
    const judged = await withTenant(database, tenantId, (tx) =>
      judgeCompleteness(tx, tenantId, paused, new Date()),
    )
    expect(judged.size).toBe(0)
  })
})

const judge = (asTenant = tenantId) =>
  withTenant(database, asTenant, (tx) =>
    judgeCompleteness(tx, asTenant, [{ id: connectorId, state: 'active', timeZone: TIME_ZONE }], new Date()),
  )

/** Dates of the connector's calendar, from so many days ago to so many. */
function daysAgo(from: number, to: number): LocalDate[] {
  const today = readWallClock(new Date(), TIME_ZONE).date
  return Array.from({ length: from - to + 1 }, (_, index) => addDays(today, index - from))
}

/** A run that brings one message a day, of 00:30 in Shanghai: the day before by the clock of Greenwich. */
async function read(brought: { days: LocalDate[]; owner?: string; name?: string; packagesOn?: LocalDate[] }) {
  const runId = randomUUID()
  await database.run.create({
    data: { id: runId, tenantId, connectorId, trigger: 'manual', state: 'resolving' },
  })
  const packageId = await addPackage(runId, new Date(`2020-01-01T00:00:00Z`))
  const owner = brought.owner ?? ''
  for (const [entryIndex, day] of brought.days.entries()) {
    const sentAt = new Date(`${day}T00:00:30+08:00`)
    // The day that goes on has no later minute yet than its first.
    if (sentAt > new Date()) continue
    await database.item.create({
      data: {
        ...bareItem({ tenantId, connectorId, runId, packageId, entryIndex }),
        sentAt,
        captureOwner: owner,
        participants: {
          create: {
            tenantId,
            role: 'from',
            ordinal: 0,
            displayName: brought.name ?? '',
            address: '',
            phone: /^\d+$/.test(owner) ? owner : '',
            opaqueId: '',
          },
        },
      },
    })
  }
  for (const day of brought.packagesOn ?? []) await addPackage(runId, new Date(`${day}T00:00:30+08:00`))
  const ledger = createRunLedger(database)
  await ledger.advance({ tenantId, connectorId, runId, fence: 0 }, 'resolving', 'delivering')
  await database.run.update({ where: { id: runId }, data: { state: 'completed' } })
}

async function addPackage(runId: string, modifiedAt: Date): Promise<bigint> {
  packages += 1
  const name = `p${packages}.zip`
  const { id } = await database.stagedPackage.create({
    data: {
      tenantId,
      connectorId,
      runId,
      name,
      sizeBytes: 1,
      modifiedAt,
      sha256: randomBytes(32),
      blobName: name,
      state: 'recorded',
    },
  })
  return id
}

async function addConnector(): Promise<string> {
  const id = randomUUID()
  await database.connector.create({
    data: {
      id,
      tenantId,
      typeId: 'wechat-archiver',
      name: 'A',
      timeZone: TIME_ZONE,
      createdById: 'x',
      createdBy: 'X',
    },
  })
  return id
}
