import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
import { planRedrive } from './plan-redrive.ts'
import { planRun } from './plan-run.ts'
import { runSync } from './run-sync.ts'

let world: SyncWorld
beforeEach(async () => {
  world = await createSyncWorld()
  for (const address of [WANG, LI]) world.addUser(address)
})
afterEach(() => world.close())

const WANG = 'wang.wei@contoso.example'
const LI = 'li.na@contoso.example'

describe('the same message, captured for two archived people', () => {
  test('is one message in each mailbox, and both captures are in the report', async () => {
    await world.addPackage('p1.zip', [capture('A-1', WANG), capture('B-9', LI)])
    expect(await sync()).toMatchObject({
      itemsAvailable: 2,
      itemsRouted: 2,
      imported: 2,
      skipped: 2,
      state: 'completed',
    })
    expect(inMailboxes()).toEqual({ [WANG]: ['hello'], [LI]: ['hello'] })
    expect(await reasons()).toEqual(['sibling-copy', 'sibling-copy'])
  })

  test('is one also when the second capture comes a day later, in another package', async () => {
    await world.addPackage('p1.zip', [capture('A-1', WANG)])
    await sync()
    await world.addPackage('p2.zip', [capture('B-9', LI)])
    expect(await sync()).toMatchObject({ itemsRouted: 1, imported: 0, skipped: 2 })
    expect(inMailboxes()).toEqual({ [WANG]: ['hello'], [LI]: ['hello'] })
  })

  test('is two when the connector keeps each capture', async () => {
    await world.database.connector.update({
      where: { id: world.state.connectorId },
      data: { keepSiblingCopies: true },
    })
    await world.addPackage('p1.zip', [capture('A-1', WANG), capture('B-9', LI)])
    expect(await sync()).toMatchObject({ imported: 4, skipped: 0 })
  })
})

describe('the same words', () => {
  test('said twice within a second are two messages in each mailbox, whoever else captured them', async () => {
    await world.addPackage('p1.zip', [
      capture('A-1', WANG),
      capture('A-2', WANG),
      capture('B-8', LI),
      capture('B-9', LI),
    ])
    expect(await sync()).toMatchObject({ imported: 4, skipped: 4 })
    expect(inMailboxes()).toEqual({ [WANG]: ['hello', 'hello'], [LI]: ['hello', 'hello'] })
  })

  test('of captures that name no owner are two messages: rather twice than lost', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1', text: 'hello' }), chat({ id: 'A-2', text: 'hello' })])
    expect(await sync()).toMatchObject({ imported: 4, skipped: 0 })
  })

  test('under an archive id that is known, with other content, are another item', async () => {
    await world.addPackage('p1.zip', [capture('A-1', WANG)])
    await sync()
    await world.addPackage('p2.zip', [capture('A-1', WANG, 'hello, and more')])
    expect(await sync()).toMatchObject({ imported: 2, skipped: 0 })
  })
})

describe('a capture that could not be read at first', () => {
  test('is linked to the one that was delivered meanwhile, although it came before it', async () => {
    const readable = world.ports.messages
    const cannotRead: typeof readable = {
      ...readable,
      inspect(bytes) {
        if (Buffer.from(bytes).includes('A-1@')) throw new Error('This build cannot read it.')
        return readable.inspect(bytes)
      },
    }
    await world.addPackage('p1.zip', [capture('A-1', WANG), capture('B-9', LI)])
    world.ports.messages = cannotRead
    expect(await sync()).toMatchObject({ itemsQuarantined: 1, imported: 2 })
    world.ports.messages = readable
    expect(await redrive()).toMatchObject({ itemsAvailable: 1, itemsRouted: 1, imported: 0, skipped: 2 })
    expect(inMailboxes()).toEqual({ [WANG]: ['hello'], [LI]: ['hello'] })
    await world.addPackage('p2.zip', [capture('A-1', WANG), capture('B-9', LI)])
    expect(await sync()).toMatchObject({ imported: 0, skipped: 4 })
  })
})

test('a re-export of a sibling is skipped like any repeat', async () => {
  await world.addPackage('p1.zip', [capture('A-1', WANG), capture('B-9', LI)])
  await sync()
  await world.addPackage('p2.zip', [capture('B-9', LI)])
  expect(await sync()).toMatchObject({ itemsRouted: 1, imported: 0, skipped: 2, state: 'completed' })
})

test('a re-export of a sibling in the same run has its outcome as well, and the books close', async () => {
  await world.addPackage('p1.zip', [capture('A-1', WANG), capture('B-9', LI), capture('B-9', LI)])
  await world.addPackage('p2.zip', [capture('B-9', LI)])
  expect(await sync()).toMatchObject({
    itemsAvailable: 4,
    itemsRouted: 4,
    imported: 2,
    skipped: 6,
    state: 'completed',
  })
})

function capture(id: string, owner: string, text = 'hello'): string {
  return chat({ id, text, headers: [`X-TELEMESSAGE-ArchiveInitiator: ${owner}`] })
}

async function sync() {
  const { tenantId, connectorId } = world.state
  const plan = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (plan.outcome === 'already-done') throw new Error('not planned')
  return finish(plan)
}

async function redrive() {
  const { tenantId, connectorId } = world.state
  const requestedBy = { id: 'oid', name: 'Megan' }
  const scope = { kind: 'connector' } as const
  const plan = await planRedrive(world.ports, { tenantId, connectorId, requestedBy, scope })
  if (plan.outcome !== 'planned') throw new Error(plan.outcome)
  return finish(plan)
}

async function finish(plan: { runId: string }) {
  world.state.requested.deliveries.clear()
  const { tenantId } = world.state
  await runSync(world.ports, { tenantId, runId: plan.runId, isLastTry: true })
  for (const mailboxId of world.state.requested.deliveries)
    await deliverMailbox(world.ports, { tenantId, mailboxId })
  return world.database.run.findUniqueOrThrow({ where: { id: plan.runId } })
}

function inMailboxes(): Record<string, string[]> {
  return Object.fromEntries(
    [...world.state.mailboxes].map(([objectId, messages]) => [
      objectId.replace('oid-', ''),
      messages.map((one) => one.message.body.content.trim()),
    ]),
  )
}

async function reasons(): Promise<(string | null)[]> {
  const skipped = await world.database.delivery.findMany({ where: { state: 'skipped' } })
  return skipped.map((one) => one.reason)
}
