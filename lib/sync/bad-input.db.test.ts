import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mutateMessage } from '#lib/adapters/mime/mutate-message-for-tests.ts'
import { generateDay } from '#sandbox/generator/generate-day.ts'
import { hostileMessages } from '#sandbox/generator/hostile-messages.ts'
import { hostilePackages } from '#sandbox/generator/hostile-packages.ts'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
import { planRun } from './plan-run.ts'
import { runSync } from './run-sync.ts'

const DATE = '2026-11-21'
const MEGAN = 'megan.bowen@contoso.example'
const GRADY = 'grady.archie@contoso.example'

let world: SyncWorld
beforeEach(async () => {
  world = await createSyncWorld()
  await world.database.connector.updateMany({ data: { importSince: new Date('1970-01-01T00:00:00Z') } })
})
afterEach(() => world.close())

describe('a package of hostile messages', () => {
  test('ends with each of them delivered to the right mailboxes, or quarantined for the right reason', async () => {
    world.addUser(MEGAN)
    world.addUser(GRADY)
    const messages = hostileMessages(DATE).filter((message) => message.expected !== 'package-refused')
    await world.addPackage(
      'hostile.zip',
      messages.map((message) => message.eml),
    )
    const run = await sync()
    expect(run).toMatchObject({ itemsAvailable: messages.length, failed: 0, pending: 0 })
    expectBalanced(run)

    const items = await world.database.item.findMany({
      orderBy: { entryIndex: 'asc' },
      select: {
        state: true,
        reason: true,
        detail: true,
        deliveries: { select: { mailbox: true, state: true } },
      },
    })
    const came = items.map((item, index) => ({
      name: messages[index]?.name,
      reason: item.reason,
      mailboxes: item.deliveries
        .filter((one) => one.state === 'imported')
        .map((one) => one.mailbox.address)
        .sort(),
    }))
    expect(came).toEqual(
      messages.map(({ name, reason, mailboxes }) => ({ name, reason, mailboxes: [...mailboxes].sort() })),
    )
    for (const item of items.filter((one) => one.reason === 'too-large' || one.reason === 'unreadable')) {
      expect(item.detail).toMatch(/\d/)
    }
    // A hundred hostile messages are more work than the usual limit for what hangs allows on a busy machine.
  }, 120_000)

  test('gives a too large item its size and what was too large', async () => {
    const [message] = hostileMessages(DATE).filter((one) => one.name === 'attachment-just-over-10-mb')
    await world.addPackage('p1.zip', [message?.eml ?? ''])
    await sync()
    expect(await world.database.item.findMany()).toMatchObject([
      {
        state: 'quarantined',
        reason: 'too-large',
        detail: 'The attachment 0.bin has 10485761 bytes decoded; 10485760 are the limit.',
      },
    ])
  })
})

describe('hostile packages', () => {
  test('are each taken or refused for the right reason, kept as they came, and the good ones go on', async () => {
    world.addUser(MEGAN)
    world.addUser(GRADY)
    const packages = hostilePackages(DATE)
    for (const one of packages) await world.addFile(`${one.name}.zip`, await one.write())
    await world.addPackage('zz-good.zip', [chat({ id: 'A-1', from: `Megan <${MEGAN}>` })])
    const run = await sync()
    expectBalanced(run)

    const staged = await world.database.stagedPackage.findMany()
    const outcomeOf = new Map(staged.map((one) => [one.name, one.refusal ?? 'accepted']))
    expect([...outcomeOf].sort()).toEqual(
      [...packages.map((one) => [`${one.name}.zip`, one.expected]), ['zz-good.zip', 'accepted']].sort(),
    )
    const refused = packages.filter((one) => one.expected !== 'accepted')
    expect(run).toMatchObject({
      packagesTaken: packages.length - refused.length + 1,
      packagesRefused: refused.length,
      pending: 0,
    })
    expect(world.state.evidence.size).toBe(packages.length + 1)

    const unreadable = await world.database.item.findMany({ where: { reason: 'unreadable' } })
    expect(unreadable.map((item) => item.entryName).sort()).toEqual(
      packages.flatMap((one) => [...one.unreadable]).sort(),
    )
    expect(run.itemsAvailable).toBe(packages.reduce((sum, one) => sum + one.messages.length, 0) + 1)
  })
})

describe('six hundred damaged messages', () => {
  test('go through a run: both books balance, nothing is pending and nothing stops', async () => {
    const day = generateDay({ seed: 3, date: DATE, scale: { messages: 100, largestGroup: 40 } })
    for (const { truth } of day) for (const address of truth.outcome.automatic) world.addUser(address)
    const messages = Array.from({ length: 600 }, (_, seed) => {
      const original = day[seed % day.length]
      return mutateMessage(original?.eml ?? Buffer.alloc(0), seed).bytes
    }).map((bytes) => (bytes.length === 0 ? Buffer.from('\n') : bytes))
    await world.addPackage('mutated.zip', messages)
    const run = await sync()
    expectBalanced(run)
    expect(run).toMatchObject({ itemsAvailable: 600, pending: 0, packagesTaken: 1 })
    expect(run.imported).toBeGreaterThan(300)
    expect(['completed', 'completed-with-problems']).toContain(run.state)
    const reasons = await world.database.item.groupBy({ by: ['reason'], where: { state: 'quarantined' } })
    for (const { reason } of reasons)
      expect(['no-valid-user', 'names-nobody', 'unreadable', 'encrypted']).toContain(reason)
  })
})

type Run = Awaited<ReturnType<typeof sync>>

function expectBalanced(run: Run): void {
  expect(run.itemsRouted + run.itemsQuarantined + run.itemsSystemEvents + run.itemsBeforeStart).toBe(
    run.itemsAvailable,
  )
  expect(run.imported + run.partiallyImported + run.skipped + run.failed + run.pending).toBe(
    run.deliveriesAvailable,
  )
}

async function sync() {
  const { tenantId, connectorId } = world.state
  const planned = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  await runSync(world.ports, { tenantId, runId: planned.runId, isLastTry: true })
  for (const mailboxId of world.state.requested.deliveries) {
    while ((await deliverMailbox(world.ports, { tenantId, mailboxId })).next !== 'done') {}
  }
  return world.database.run.findUniqueOrThrow({ where: { id: planned.runId } })
}
