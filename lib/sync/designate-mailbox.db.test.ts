import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
import { planRedrive } from './plan-redrive.ts'
import { planRun } from './plan-run.ts'
import type { DirectoryAnswer } from './ports/directory.ts'
import { runSync } from './run-sync.ts'

let world: SyncWorld
beforeEach(async () => {
  world = await createSyncWorld()
  world.addUser(LEAVERS)
  await name(`oid-${LEAVERS}`)
})
afterEach(() => world.close())

const WANG = 'wang.wei@contoso.example'
const LI = 'li.na@contoso.example'
const LEAVERS = 'leavers@contoso.example'
const INACTIVE: DirectoryAnswer = { found: false, reason: 'mailbox-inactive' }

describe('a message whose person has an inactive mailbox', () => {
  test('waits in quarantine while the connector names no mailbox for it', async () => {
    await name(null)
    says(WANG, INACTIVE)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({ itemsQuarantined: 1, imported: 0 })
    expect(await story(WANG)).toEqual({ resolution: 'unresolved', reason: 'mailbox-inactive', mailbox: null })
  })

  test('goes to the designated one, and its story says by which rule and why', async () => {
    says(WANG, INACTIVE)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({
      ...{ itemsRouted: 1, itemsQuarantined: 0, imported: 1, state: 'completed' },
    })
    expect(await story(WANG)).toEqual({
      ...{ resolution: 'designated-mailbox', reason: 'mailbox-inactive', mailbox: LEAVERS },
    })
    expect(await story(LI)).toMatchObject({ resolution: 'unresolved', mailbox: null })
    expect(delivered()).toEqual({ [LEAVERS]: 1 })
  })

  test('goes there once, however many of its people are inactive and however often it was captured', async () => {
    for (const address of [WANG, LI]) says(address, INACTIVE)
    await world.addPackage('p1.zip', [
      chat({ id: 'A-1', headers: [`X-TELEMESSAGE-ArchiveInitiator: ${WANG}`] }),
      chat({ id: 'B-9', headers: [`X-TELEMESSAGE-ArchiveInitiator: ${LI}`] }),
    ])
    expect(await sync()).toMatchObject({ itemsRouted: 2, imported: 1, skipped: 1 })
    expect(delivered()).toEqual({ [LEAVERS]: 1 })
  })

  test('goes to nobody but the colleague who receives it', async () => {
    says(WANG, INACTIVE)
    world.addUser(LI)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({ itemsRouted: 1, imported: 1 })
    expect(delivered()).toEqual({ [LI]: 1 })
  })

  test.each<DirectoryAnswer>([
    { found: false, reason: 'mailbox-refused' },
    { found: false, reason: 'mailbox-not-reachable' },
  ])('waits for the mailbox of a colleague that is there all the same: %j', async (answer) => {
    says(WANG, INACTIVE)
    says(LI, answer)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({ itemsQuarantined: 1 })
    expect(delivered()).toEqual({})
  })

  test('waits while the designated mailbox has itself gone', async () => {
    says(WANG, INACTIVE)
    says(LEAVERS, INACTIVE)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({ itemsQuarantined: 1 })
  })

  test('is taken out of quarantine when somebody names a mailbox and says so', async () => {
    await name(null)
    says(WANG, INACTIVE)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    await name(`oid-${LEAVERS}`)
    expect(await redrive()).toMatchObject({ itemsRouted: 1, imported: 1 })
    expect(delivered()).toEqual({ [LEAVERS]: 1 })
    await redrive()
    expect(delivered()).toEqual({ [LEAVERS]: 1 })
  })

  test('is not sent a second time when its mailbox is active again', async () => {
    says(WANG, INACTIVE)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    world.addUser(WANG)
    await redrive()
    expect(delivered()).toEqual({ [LEAVERS]: 1 })
  })
})

test.each<DirectoryAnswer>([
  { found: false, reason: 'not-found' },
  { found: false, reason: 'no-mailbox' },
  { found: false, reason: 'guest' },
  { found: false, reason: 'ambiguous' },
  { found: false, reason: 'mailbox-on-premises' },
  { found: false, reason: 'mailbox-refused' },
])('nothing goes to the designated mailbox for another reason: %j', async (answer) => {
  for (const address of [WANG, LI]) says(address, answer)
  await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
  expect(await sync()).toMatchObject({ itemsQuarantined: 1, imported: 0 })
  expect(delivered()).toEqual({})
})

const says = (address: string, answer: DirectoryAnswer) => world.state.directory.set(address, answer)

const name = (objectId: string | null) =>
  world.database.connector.update({
    where: { id: world.state.connectorId },
    data: {
      designatedObjectId: objectId,
      designatedAddress: objectId && LEAVERS,
      designatedName: objectId && 'Leavers',
    },
  })

function delivered(): Record<string, number> {
  return Object.fromEntries(
    [...world.state.mailboxes].map(([objectId, messages]) => [
      objectId.replace(/^oid-/, ''),
      messages.length,
    ]),
  )
}

async function story(address: string) {
  const { resolution, reason, mailbox } = await world.database.participant.findFirstOrThrow({
    where: { address },
    include: { mailbox: true },
  })
  return { resolution, reason, mailbox: mailbox?.address ?? null }
}

async function sync() {
  const { tenantId, connectorId } = world.state
  const plan = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (plan.outcome === 'already-done') throw new Error('not planned')
  return finish(plan.runId)
}

async function redrive() {
  const { tenantId, connectorId } = world.state
  const requestedBy = { id: 'oid', name: 'Megan' }
  const scope = { kind: 'connector' } as const
  const planned = await planRedrive(world.ports, { tenantId, connectorId, requestedBy, scope })
  return planned.outcome === 'planned' ? finish(planned.runId) : null
}

async function finish(runId: string) {
  world.state.requested.deliveries.clear()
  const { tenantId } = world.state
  await runSync(world.ports, { tenantId, runId, isLastTry: true })
  for (const mailboxId of world.state.requested.deliveries)
    await deliverMailbox(world.ports, { tenantId, mailboxId })
  return world.database.run.findUniqueOrThrow({ where: { id: runId } })
}
