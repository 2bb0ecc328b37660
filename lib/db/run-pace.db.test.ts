import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deliverMailbox } from '#lib/sync/deliver-mailbox.ts'
import { planRun } from '#lib/sync/plan-run.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { readRunHolds } from './run-holds.ts'
import { listRunMailboxes } from './run-mailboxes.ts'
import { readRunPace } from './run-pace.ts'
import { withTenant } from './with-tenant.ts'

const WANG = 'wang.wei@contoso.example'
const LI = 'li.na@contoso.example'
const MINUTE_MS = 60_000

let world: SyncWorld
let runId: string
beforeEach(async () => {
  world = await createSyncWorld()
  world.addUser(WANG)
  world.addUser(LI)
  await world.addPackage('p1.zip', [
    chat({ id: 'A-1' }),
    chat({ id: 'A-2', text: 'more', to: 'A customer 8613700137000 <customer@outside.example>' }),
  ])
  const { tenantId, connectorId } = world.state
  const plan = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (plan.outcome !== 'planned') throw new Error('not planned')
  runId = plan.runId
  await runSync(world.ports, { tenantId, runId, isLastTry: true })
})
afterEach(() => world.close())

describe('the pace of a run', () => {
  test('is kept with each count while it delivers, and not after it', async () => {
    expect((await pace()).recent).toMatchObject([{ done: 0 }])
    await deliverAll()
    const { points, recent } = await pace()
    expect(recent.at(-1)).toMatchObject({ done: 3 })
    await world.ports.runs.tally(world.state.tenantId, runId)
    expect((await pace()).points).toEqual(points)
  })

  test('has no more points than a chart has room for, and keeps the last', async () => {
    const { tenantId } = world.state
    const begins = Date.parse('2026-11-22T08:00:00Z')
    await world.database.runProgress.deleteMany()
    await world.database.runProgress.createMany({
      data: Array.from({ length: 300 }, (_, index) => ({
        ...{ runId, tenantId, done: index * 10, slot: new Date(begins + index * 10_000) },
      })),
    })
    const { points, recent } = await pace()
    expect(points).toHaveLength(60)
    expect(points.at(-1)).toEqual({ at: new Date(begins + 2_990_000), done: 2_990 })
    expect(recent).toHaveLength(12)
    expect(recent.at(-1)).toEqual(points.at(-1))
  })
})

describe('that Microsoft asked to wait', () => {
  test('is kept for the report, mailbox by mailbox, with the longest', async () => {
    const throttled = (retryAfterMs: number) =>
      ({ answer: { outcome: 'throttled', retryAfterMs }, stored: false }) as const
    const { tenantId } = world.state
    const holds = () => withTenant(world.database, tenantId, (tx) => readRunHolds(tx, { tenantId, runId }))
    expect(await holds()).toBeNull()
    world.state.script = [throttled(2_000), throttled(2_000)]
    const from = world.clock.current
    await deliverAll()
    expect(await holds()).toEqual({
      mailboxes: 1,
      longestMs: 2_000,
      from,
      to: new Date(from.getTime() + 2_000),
    })
  })
})

describe('the mailboxes of a run', () => {
  test('are told with what they have to do, the most first', async () => {
    expect(await mailboxes()).toMatchObject({
      rows: [
        { address: WANG, expected: 2, done: 0, heldUntil: null },
        { address: LI, expected: 1, done: 0, heldUntil: null },
      ],
      ...{ total: 2, doneCount: 0, heldCount: 0 },
    })
    expect(await mailboxes(1)).toMatchObject({ rows: [{ address: WANG }], total: 2 })
    await deliverAll()
    expect(await mailboxes()).toMatchObject({ rows: [{ done: 2 }, { done: 1 }], doneCount: 2 })
  })

  test('wait as long as Microsoft has asked them to, and those with failures come first', async () => {
    const until = new Date(world.clock.current.getTime() + MINUTE_MS)
    await world.database.mailbox.updateMany({ where: { address: WANG }, data: { notBefore: until } })
    await world.database.delivery.updateMany({
      where: { mailbox: { address: LI } },
      data: { state: 'failed', reason: 'ErrorQuotaExceeded' },
    })
    expect(await mailboxes()).toMatchObject({
      rows: [
        { address: LI, failed: 1, reason: 'ErrorQuotaExceeded', heldUntil: null },
        { address: WANG, failed: 0, reason: null, heldUntil: until },
      ],
      ...{ doneCount: 1, heldCount: 1 },
    })
    world.clock.current = until
    expect(await mailboxes()).toMatchObject({ heldCount: 0 })
  })
})

const pace = () =>
  withTenant(world.database, world.state.tenantId, (tx) =>
    readRunPace(tx, { tenantId: world.state.tenantId, runId }),
  )

const mailboxes = (limit = 7) =>
  withTenant(world.database, world.state.tenantId, (tx) =>
    listRunMailboxes(tx, { tenantId: world.state.tenantId, runId, limit, now: world.clock.now() }),
  )

async function deliverAll(): Promise<void> {
  const { tenantId, requested } = world.state
  for (const mailboxId of requested.deliveries) await deliverMailbox(world.ports, { tenantId, mailboxId })
}
