import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { checkFolders } from './check-folders.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
import { planRun } from './plan-run.ts'
import { runSync } from './run-sync.ts'
import { tick } from './tick.ts'

let world: SyncWorld
let wang: string
let run: { tenantId: string; runId: string }

beforeEach(async () => {
  world = await createSyncWorld()
  wang = world.addUser('wang.wei@contoso.example')
  await world.addPackage('p1.zip', [chat({ id: 'A-1' }), chat({ id: 'A-2', text: 'more' })])
  const { tenantId, connectorId } = world.state
  const planned = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  run = { tenantId, runId: planned.runId }
  await runSync(world.ports, { ...run, isLastTry: true })
  for (const mailboxId of world.state.requested.deliveries)
    await deliverMailbox(world.ports, { tenantId, mailboxId })
  const { finishedAt } = await report()
  world.clock.current = new Date((finishedAt ?? world.clock.current).getTime() + 10_000)
})
afterEach(() => world.close())

const THROTTLED = { outcome: 'throttled', retryAfterMs: 60_000 } as const

describe('the folders of a finished run', () => {
  test('are looked through once, when the next minute begins, and the run stays as it was', async () => {
    const before = await report()
    await tick(world.ports)
    expect(world.state.requested.checks).toEqual([run.runId])
    await lookThrough()
    expect(await checks()).toMatchObject([{ outcome: 'whole', messages: 2, doubles: 0 }])
    expect(await total()).toMatchObject({ folders: 1, messages: 2, doubles: 0, incomplete: 0 })
    expect(await report()).toEqual(before)
    const asked = world.state.requested.checks.length
    await tick(world.ports)
    expect(world.state.requested.checks).toHaveLength(asked)
  })

  test("are looked through in their mailbox's own turn, when its deliveries are done", async () => {
    const calls: string[] = []
    const { mailboxes } = world.ports
    world.ports.mailboxes = {
      ...mailboxes,
      create: async (...call) => {
        calls.push('create begins')
        const outcome = await mailboxes.create(...call)
        calls.push('create ends')
        return outcome
      },
      listDeliveryKeys: (...call) => {
        calls.push('list')
        return mailboxes.listDeliveryKeys(...call)
      },
    }
    await checkFolders(world.ports, run)
    expect(calls).toEqual([])
    const [mailboxId] = world.state.requested.deliveries
    if (mailboxId === undefined) throw new Error('no turn was asked for')
    await world.database.delivery.updateMany({
      where: { item: { archiveMessageId: 'A-2' } },
      data: { state: 'pending', finishedAt: null },
    })
    await deliverMailbox(world.ports, { tenantId: run.tenantId, mailboxId })
    expect(calls).toEqual(['create begins', 'create ends', 'list'])
  })

  test('wait with their mailbox while Microsoft holds it', async () => {
    await world.database.mailbox.updateMany({
      data: { notBefore: new Date(world.clock.current.getTime() + 60_000) },
    })
    await lookThrough()
    expect(await checks()).toEqual([])
    world.clock.current = new Date(world.clock.current.getTime() + 61_000)
    await lookThrough()
    expect(await checks()).toMatchObject([{ outcome: 'whole' }])
  })

  test('tell what is in one of them twice, and which message it is', async () => {
    plantACopyOf('A-2')
    plantACopyOf('A-2')
    await lookThrough()
    expect(await total()).toMatchObject({ messages: 4, doubles: 2 })
    const [check] = await checks()
    const item = await world.database.item.findFirstOrThrow({ where: { archiveMessageId: 'A-2' } })
    expect(check).toMatchObject({ doubles: 2, doubleItemIds: [item.id] })
    expect(await report()).toMatchObject({ state: 'completed' })
  })

  test('are not said to hold a message twice that two pages show', async () => {
    const { listDeliveryKeys } = world.ports.mailboxes
    world.ports.mailboxes.listDeliveryKeys = async (objectId, folderId, onPage) => {
      await listDeliveryKeys(objectId, folderId, onPage)
      return listDeliveryKeys(objectId, folderId, onPage)
    }
    await lookThrough()
    expect(await total()).toMatchObject({ messages: 4, doubles: 0 })
  })

  test('are asked for again while Microsoft wants to wait, and given up after some hours without failing anything', async () => {
    world.state.listScript = [THROTTLED, THROTTLED]
    await lookThrough()
    expect(await checks()).toEqual([])
    await tick(world.ports)
    expect(world.state.requested.checks).toEqual([run.runId])
    world.clock.current = new Date(world.clock.current.getTime() + 7 * 3_600_000)
    await lookThrough()
    expect(await checks()).toMatchObject([{ outcome: 'not-checked', detail: 'throttled' }])
    expect(await total()).toMatchObject({ incomplete: 1 })
    expect(await report()).toMatchObject({ state: 'completed' })
  })

  test('say so when one cannot be listed at all', async () => {
    world.state.listScript = [{ outcome: 'forbidden', code: 'ErrorAccessDenied', detail: 'no' }]
    await lookThrough()
    expect(await checks()).toMatchObject([{ outcome: 'not-checked', detail: 'ErrorAccessDenied no' }])
  })

  test('are listed for a minute each at most', async () => {
    world.ports.mailboxes.listDeliveryKeys = async (_objectId, _folderId, onPage) => {
      for (;;) {
        await onPage([{ messageId: 'm', deliveryKey: 'k' }])
        world.clock.current = new Date(world.clock.current.getTime() + 10_000)
      }
    }
    await lookThrough()
    expect(await checks()).toMatchObject([{ outcome: 'partly', messages: 7 }])
  })
})

function plantACopyOf(id: string): void {
  const messages = world.state.mailboxes.get(wang) ?? []
  const original = messages.find((one) => one.message.messageId === `<${id}@telemessage.example>`)
  if (!original) throw new Error(`${id} is not there`)
  world.state.mailboxes.set(wang, [...messages, { ...original, messageId: `copy-${messages.length}` }])
}

/** What a worker does of its own accord: the run asks for turns at the mailboxes, and each that was looked through for the run again. */
async function lookThrough(): Promise<void> {
  world.state.requested.deliveries.clear()
  await checkFolders(world.ports, run)
  for (const mailboxId of world.state.requested.deliveries)
    await deliverMailbox(world.ports, { tenantId: run.tenantId, mailboxId })
  await checkFolders(world.ports, run)
}

const report = () => world.database.run.findUniqueOrThrow({ where: { id: run.runId } })
const checks = () => world.database.folderCheck.findMany()
const total = () => world.database.runCheck.findFirstOrThrow()
