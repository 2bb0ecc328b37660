import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countNewlyMapped } from '#lib/db/newly-mapped.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
import type { RedriveScope } from './ledger/run-ledger.ts'
import { planRedrive } from './plan-redrive.ts'
import { planRun } from './plan-run.ts'
import { runSync } from './run-sync.ts'

let world: SyncWorld
beforeEach(async () => {
  world = await createSyncWorld()
})
afterEach(() => world.close())

const WANG = 'wang.wei@contoso.example'
const LI = 'li.na@contoso.example'
const ALL: RedriveScope = { kind: 'connector' }

describe('a re-drive', () => {
  test('delivers what waited in quarantine once its people have mailboxes, and leaves the old report as it was', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' }), chat({ id: 'A-2', text: 'more' })])
    const first = await sync()
    expect(first).toMatchObject({ itemsQuarantined: 2, imported: 0, state: 'completed-with-problems' })

    world.addUser(WANG)
    expect(await redrive(ALL)).toMatchObject({
      trigger: 'redrive',
      itemsAvailable: 2,
      itemsRouted: 2,
      imported: 2,
      state: 'completed',
    })
    expect(await world.database.run.findUniqueOrThrow({ where: { id: first.id } })).toEqual(first)
    expect(world.state.mailboxes.get(`oid-${WANG}`)).toHaveLength(2)
  })

  test('leaves in quarantine what still has nobody, and says so in its own book', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    expect(await redrive(ALL)).toMatchObject({ itemsAvailable: 1, itemsQuarantined: 1, itemsRouted: 0 })
    expect(await redrive(ALL)).toMatchObject({ itemsAvailable: 1, itemsQuarantined: 1 })
  })

  test('gives a message to a participant who got a mailbox later, and to nobody twice', async () => {
    world.addUser(WANG)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({ imported: 1, itemsQuarantined: 0 })
    world.addUser(LI)
    expect(await redrive(ALL)).toMatchObject({
      itemsAvailable: 1,
      itemsRouted: 1,
      deliveriesAvailable: 1,
      imported: 1,
    })
    expect(world.state.mailboxes.get(`oid-${WANG}`)).toHaveLength(1)
    expect(world.state.mailboxes.get(`oid-${LI}`)).toHaveLength(1)
  })

  test('reads a message again that was over the limit, when the limit is raised', async () => {
    world.addUser(WANG)
    await limit(200)
    await world.addPackage('p1.zip', [chat({ id: 'A-1', text: 'x'.repeat(2_000) })])
    expect(await sync()).toMatchObject({ itemsQuarantined: 1 })
    expect(await redrive(ALL)).toMatchObject({ itemsAvailable: 1, itemsQuarantined: 1 })
    await limit(10_000)
    expect(await redrive({ kind: 'reason', reason: 'too-large' })).toMatchObject({
      itemsRouted: 1,
      imported: 1,
    })
  })

  test('takes only what it is asked for', async () => {
    const to = 'A customer 8613700137000 <customer@outside.example>'
    await world.addPackage('p1.zip', [chat({ id: 'A-1', to })])
    const first = await sync()
    await world.addPackage('p2.zip', [chat({ id: 'A-2', to, text: 'more' })])
    await sync()
    world.addUser(WANG)
    expect(await redrive({ kind: 'reason', reason: 'too-large' })).toBeNull()
    expect(await redrive({ kind: 'run', runId: first.id })).toMatchObject({ itemsAvailable: 1, imported: 1 })
    const [left] = await world.database.item.findMany({ where: { state: 'quarantined' } })
    expect(await redrive({ kind: 'items', itemIds: [left?.id ?? 0n] })).toMatchObject({ imported: 1 })
    expect(await redrive(ALL)).toBeNull()
  })

  test('of what the mapping names by now takes that and nothing else, and its number is known before', async () => {
    await world.addPackage('p1.zip', [
      chat({ id: 'A-1' }),
      chat({ id: 'A-2', from: 'x <x@other.example>', to: 'y <y@other.example>' }),
    ])
    await sync()
    const { tenantId, connectorId } = world.state
    const count = () =>
      withTenant(world.database, tenantId, (tx) => countNewlyMapped(tx, { tenantId, connectorId }))
    expect(await count()).toBe(0)
    const row = { tenantId, connectorId, externalId: '8613800138000', rawId: '1', mailbox: LI, addedIn: 1 }
    const { id } = await world.database.userMappingRow.create({
      data: { ...row, validTo: new Date('2026-01-31') },
    })
    expect(await count()).toBe(0)
    await world.database.userMappingRow.update({
      where: { id },
      data: { validTo: null, directoryStatus: 'not-found' },
    })
    expect(await count()).toBe(0)
    await world.database.userMappingRow.update({ where: { id }, data: { directoryStatus: 'found' } })
    expect(await count()).toBe(1)
    world.addUser(LI)
    expect(await redrive({ kind: 'mapped' })).toMatchObject({
      itemsAvailable: 1,
      itemsRouted: 1,
      imported: 1,
    })
    expect(await count()).toBe(0)
  })

  test('takes a repeat out of quarantine with the message that it repeats', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    await world.addPackage('p2.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({ itemsQuarantined: 1 })
    world.addUser(WANG)
    expect(await redrive(ALL)).toMatchObject({ itemsAvailable: 1, imported: 1 })
    expect(await world.database.item.count({ where: { state: 'quarantined' } })).toBe(0)
  })

  describe('of a delivery that failed in a mailbox that was gone', () => {
    const GONE = { outcome: 'mailbox-gone', code: 'mailbox-gone', detail: 'soft-deleted' } as const
    const SETTLE_MS = 120_000

    async function losesItsAnswerAndItsMailbox(stored: boolean) {
      world.addUser(WANG)
      await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
      world.state.script = [{ answer: { outcome: 'unknown', code: 'http_504', detail: '' }, stored }]
      const { id } = await sync()
      world.state.lookupScript = [GONE]
      pass(SETTLE_MS)
      const first = await deliverAll(id)
      expect(first).toMatchObject({ state: 'completed-with-problems', failed: 1 })
      return first
    }

    test('looks for the message that may be there before anything is sent', async () => {
      const first = await losesItsAnswerAndItsMailbox(true)
      expect(await redrive({ kind: 'reason', reason: 'mailbox-gone' })).toMatchObject({
        ...{ itemsAvailable: 1, itemsRouted: 1, deliveriesAvailable: 1, imported: 1, state: 'completed' },
      })
      expect(world.state.creates).toBe(1)
      expect(await world.database.run.findUniqueOrThrow({ where: { id: first.id } })).toEqual(first)
    })

    test('sends it only after two look-ups that do not find it', async () => {
      await losesItsAnswerAndItsMailbox(false)
      const { id } = (await redrive(ALL)) ?? { id: '' }
      expect(world.state.creates).toBe(1)
      pass(SETTLE_MS)
      await deliverAll(id)
      expect(await deliverAll(id)).toMatchObject({ imported: 1, state: 'completed' })
      expect(world.state.mailboxes.get(`oid-${WANG}`)).toHaveLength(1)
    })

    test('goes to the mailbox that its person is mapped to now', async () => {
      await losesItsAnswerAndItsMailbox(false)
      world.state.directory.set(WANG, { found: false, reason: 'no-mailbox' })
      world.addUser(LI)
      expect(await redrive(ALL)).toMatchObject({ itemsRouted: 1, deliveriesAvailable: 1, imported: 1 })
      expect([...world.state.mailboxes.keys()]).toEqual([`oid-${LI}`])
    })

    test('waits in quarantine while nobody of it has a mailbox', async () => {
      await losesItsAnswerAndItsMailbox(false)
      world.state.directory.set(WANG, { found: false, reason: 'no-mailbox' })
      expect(await redrive(ALL)).toMatchObject({ itemsQuarantined: 1, deliveriesAvailable: 0 })
      world.addUser(WANG)
      expect(await redrive(ALL)).toMatchObject({ itemsRouted: 1, deliveriesAvailable: 1, pending: 1 })
    })
  })

  test('waits while the connector has a live run', async () => {
    const { tenantId, connectorId } = world.state
    await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
    expect(await planRedrive(world.ports, { tenantId, connectorId, requestedBy: MEGAN, scope: ALL })).toEqual(
      {
        outcome: 'already-running',
      },
    )
  })

  test('that dies before it delivers is taken over by the next run, with nothing lost', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    world.addUser(WANG)
    const { tenantId, connectorId } = world.state
    world.state.directoryFault = new Error('Entra ID is out')
    const planned = await planRedrive(world.ports, { tenantId, connectorId, requestedBy: MEGAN, scope: ALL })
    if (planned.outcome !== 'planned') throw new Error('not planned')
    await runSync(world.ports, { tenantId, runId: planned.runId, isLastTry: true })
    expect(await world.database.run.findUniqueOrThrow({ where: { id: planned.runId } })).toMatchObject({
      state: 'failed',
    })
    world.state.directoryFault = null
    expect(await sync()).toMatchObject({ itemsAvailable: 1, itemsRouted: 1, imported: 1, state: 'completed' })
  })
})

const MEGAN = { id: 'oid', name: 'Megan' }

async function sync() {
  const { tenantId, connectorId } = world.state
  const plan = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (plan.outcome === 'already-done') throw new Error('not planned')
  return finish(plan.runId)
}

async function redrive(scope: RedriveScope) {
  const { tenantId, connectorId } = world.state
  const planned = await planRedrive(world.ports, { tenantId, connectorId, requestedBy: MEGAN, scope })
  return planned.outcome === 'planned' ? finish(planned.runId) : null
}

async function finish(runId: string) {
  world.state.requested.deliveries.clear()
  const { tenantId } = world.state
  await runSync(world.ports, { tenantId, runId, isLastTry: true })
  return deliverAll(runId)
}

async function deliverAll(runId: string) {
  const { tenantId } = world.state
  for (const mailboxId of world.state.requested.deliveries)
    await deliverMailbox(world.ports, { tenantId, mailboxId })
  return world.database.run.findUniqueOrThrow({ where: { id: runId } })
}

function pass(milliseconds: number): void {
  world.clock.current = new Date(world.clock.current.getTime() + milliseconds)
}

function limit(itemLimitBytes: number) {
  return world.database.connector.update({ where: { id: world.state.connectorId }, data: { itemLimitBytes } })
}
