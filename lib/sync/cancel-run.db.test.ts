import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { cancelRun } from './cancel-run.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
import { ClaimLostError } from './ledger/claim-lost-error.ts'
import { planRedrive } from './plan-redrive.ts'
import { planRun } from './plan-run.ts'
import { runSync } from './run-sync.ts'
import { tick } from './tick.ts'

const WANG = 'wang.wei@contoso.example'
const ITEMS = 120
const LOST = { outcome: 'unknown', code: 'http_504', detail: 'no answer' } as const

let world: SyncWorld
beforeEach(async () => {
  world = await createSyncWorld()
  world.addUser(WANG)
})
afterEach(() => world.close())

describe('a run cancelled while it delivers', () => {
  beforeEach(async () => {
    const messages = Array.from({ length: ITEMS }, (_, index) => chat({ id: `A-${index}`, text: `${index}` }))
    await world.addPackage('p1.zip', messages)
  })

  test('keeps what was delivered, finishes what was in hand, and a re-drive delivers the rest once', async () => {
    const runId = await delivering()
    afterCreates(10, async () => {
      expect(await cancel(runId)).toMatchObject({ outcome: 'cancelling' })
    })
    await deliverAll()
    const run = await runOf(runId)
    expect(run).toMatchObject({ state: 'cancelled', pending: 0, deliveriesAvailable: ITEMS })
    expect(run.imported).toBeGreaterThanOrEqual(10)
    expect(run.failed).toBeGreaterThan(0)
    expect(run.imported + run.failed).toBe(ITEMS)
    expect(inMailbox()).toHaveLength(run.imported)
    expect(await world.database.delivery.count({ where: { state: 'failed', reason: 'cancelled' } })).toBe(
      run.failed,
    )

    const again = await redrive(runId)
    expect(await runOf(again)).toMatchObject({ state: 'completed', imported: run.failed })
    expect(inMailbox()).toHaveLength(ITEMS)
    expect(new Set(inMailbox().map(({ deliveryKey }) => deliveryKey)).size).toBe(ITEMS)
    expect(await runOf(runId)).toEqual(run)
  })

  test('looks up what was sent without an answer before it ends', async () => {
    const runId = await delivering()
    world.state.script.push({ answer: LOST, stored: true })
    afterCreates(1, async () => void (await cancel(runId)))
    await deliverAll()
    expect(await runOf(runId)).toMatchObject({ state: 'delivering', cancelRequestedBy: 'Megan' })
    world.clock.current = new Date(world.clock.current.getTime() + 10 * 60_000)
    await deliverAll()
    expect(world.state.lookups).toBeGreaterThan(0)
    const run = await runOf(runId)
    expect(run).toMatchObject({ state: 'cancelled', pending: 0 })
    expect(inMailbox()).toHaveLength(run.imported)
  })

  test('is ended by the minute tick when whoever cancelled it dies before that', async () => {
    const runId = await delivering()
    expect(await world.ports.runs.cancel({ ...keyOf(runId), at: world.clock.now() })).toMatchObject({
      deliveries: ITEMS,
    })
    expect(await runOf(runId)).toMatchObject({ state: 'delivering' })
    await tick(world.ports)
    expect(await runOf(runId)).toMatchObject({ state: 'cancelled', failed: ITEMS, pending: 0 })
    expect(world.state.creates).toBe(0)
  })

  test('cannot be cancelled twice, nor when all of it has been sent', async () => {
    const runId = await delivering()
    expect(await cancel(runId)).toMatchObject({ outcome: 'cancelling', deliveries: ITEMS })
    const run = await runOf(runId)
    expect(await cancel(runId)).toEqual({ outcome: 'already-cancelled' })
    expect(await runOf(runId)).toEqual(run)
    const again = await planned(redriven(runId))
    await runSync(world.ports, { tenantId: world.state.tenantId, runId: again, isLastTry: true })
    await world.database.delivery.updateMany({ where: { runId: again }, data: { state: 'attempting' } })
    expect(await cancel(again)).toEqual({ outcome: 'all-under-way' })
    expect(await runOf(again)).toMatchObject({ state: 'delivering', cancelRequestedAt: null })
  })
})

describe('a run cancelled on its way to the deliveries', () => {
  test('leaves what it has taken to the next run, and its worker cannot write any more', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' }), chat({ id: 'A-2', text: 'more' })])
    const runId = await planned(plan())
    const { findUser } = world.ports.directory
    world.ports.directory.findUser = async (address) => {
      world.ports.directory.findUser = findUser
      expect(await cancel(runId)).toEqual({ outcome: 'cancelled', deliveries: 0 })
      return findUser(address)
    }
    const { tenantId } = world.state
    await expect(runSync(world.ports, { tenantId, runId, isLastTry: true })).rejects.toThrow(ClaimLostError)
    expect(await runOf(runId)).toMatchObject({ state: 'cancelled', resolvedAt: null, deliveriesAvailable: 0 })
    // Its job, tried again, finds nothing to do.
    await runSync(world.ports, { tenantId, runId, isLastTry: true })

    const next = await planned(plan())
    await runSync(world.ports, { tenantId, runId: next, isLastTry: true })
    await deliverAll()
    expect(await runOf(next)).toMatchObject({ state: 'completed', itemsAvailable: 2, imported: 2 })
    expect(inMailbox()).toHaveLength(2)
  })

  test('frees the connector for another', async () => {
    const runId = await planned(plan())
    expect(await plan()).toMatchObject({ outcome: 'already-running' })
    await cancel(runId)
    expect(await plan()).toMatchObject({ outcome: 'planned' })
  })
})

const keyOf = (runId: string) => ({
  tenantId: world.state.tenantId,
  connectorId: world.state.connectorId,
  runId,
  requestedBy: { id: 'oid', name: 'Megan' },
})
const cancel = (runId: string) => cancelRun(world.ports, keyOf(runId))
const runOf = (id: string) => world.database.run.findUniqueOrThrow({ where: { id } })
const inMailbox = () => world.state.mailboxes.get(`oid-${WANG}`) ?? []

function plan() {
  const { tenantId, connectorId } = world.state
  return planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
}

function redriven(runId: string) {
  const { tenantId, connectorId, requestedBy } = keyOf(runId)
  return planRedrive(world.ports, { tenantId, connectorId, requestedBy, scope: { kind: 'run', runId } })
}

async function planned(planning: Promise<{ outcome: string; runId?: string }>): Promise<string> {
  const { outcome, runId } = await planning
  if (outcome !== 'planned' || !runId) throw new Error(outcome)
  return runId
}

async function delivering(): Promise<string> {
  const runId = await planned(plan())
  await runSync(world.ports, { tenantId: world.state.tenantId, runId, isLastTry: true })
  return runId
}

async function redrive(runId: string): Promise<string> {
  const again = await planned(redriven(runId))
  await runSync(world.ports, { tenantId: world.state.tenantId, runId: again, isLastTry: true })
  await deliverAll()
  return again
}

async function deliverAll(): Promise<void> {
  const { tenantId, requested } = world.state
  for (const mailboxId of requested.deliveries) await deliverMailbox(world.ports, { tenantId, mailboxId })
}

/** What happens right after the n-th answer to a message that was sent. */
function afterCreates(count: number, happens: () => Promise<void>): void {
  const { create } = world.ports.mailboxes
  let answered = 0
  world.ports.mailboxes.create = async (...request) => {
    const answer = await create(...request)
    answered += 1
    if (answered === count) await happens()
    return answer
  }
}
