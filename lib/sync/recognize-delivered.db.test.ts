import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { checkFolders } from './check-folders.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
import { ClaimLostError } from './ledger/claim-lost-error.ts'
import { planRun } from './plan-run.ts'
import { runSync } from './run-sync.ts'

let world: SyncWorld
let wang: string

beforeEach(async () => {
  world = await createSyncWorld()
  wang = world.addUser('wang.wei@contoso.example')
  await world.addPackage(
    'p1.zip',
    ids(1, 30).map((id) => chat({ id, text: id })),
  )
  await sync()
})
afterEach(() => world.close())

const THROTTLED = { outcome: 'throttled', retryAfterMs: 60_000 } as const
const FORBIDDEN = { outcome: 'forbidden', code: 'ErrorAccessDenied', detail: '' } as const
const UNANSWERED = { outcome: 'unknown', code: 'http_504', detail: '' } as const
const LISTED = { outcome: 'listed', messages: 0 } as const

describe('a ledger that was set back to before a run', () => {
  test('makes nothing again, and takes what is there as imported', async () => {
    await setBack()
    const runId = await sync()
    expect(world.state.creates).toBe(30)
    expect(await deliveries(runId)).toEqual(
      expect.arrayContaining([{ state: 'imported', reason: 'already-there', graphMessageId: 'm-1' }]),
    )
    expect(await world.database.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
      state: 'completed',
      imported: 30,
    })
  })

  test('says in the check of the run how many the mailboxes held', async () => {
    await setBack()
    const runId = await sync()
    world.clock.current = new Date(world.clock.current.getTime() + 60_000)
    const { tenantId } = world.state
    await checkFolders(world.ports, { tenantId, runId })
    for (const mailboxId of world.state.requested.deliveries)
      await deliverMailbox(world.ports, { tenantId, mailboxId })
    await checkFolders(world.ports, { tenantId, runId })
    expect(await world.database.runCheck.findFirstOrThrow({ where: { runId } })).toMatchObject({
      alreadyThere: 30,
      doubles: 0,
    })
  })

  test('imports what is new beside what is there, and does so in later runs too', async () => {
    await setBack()
    const late = world.state.site.get('p1.zip')
    world.state.site.clear()
    await world.addPackage('p2.zip', [chat({ id: 'B-1', text: 'new' })])
    await sync()
    expect(world.state.creates).toBe(31)
    // The newest messages are known by now; what was found when they were not is.
    if (late) world.state.site.set('p1.zip', late)
    await sync()
    expect(world.state.creates).toBe(31)
    expect(world.state.mailboxes.get(wang)).toHaveLength(31)
  })

  test('completes a message that its worker left without all of its attachments', async () => {
    await setBack()
    world.state.completionScript = [
      { outcome: 'partial', messageId: 'm-1', code: 'too-many-attachments', detail: '' },
    ]
    const runId = await sync()
    expect(world.state.completions).toBe(30)
    const states = (await deliveries(runId)).map(({ state }) => state)
    expect(states.filter((state) => state === 'partially-imported')).toHaveLength(1)
  })

  test.each([
    ['throttled', THROTTLED, 'throttled'],
    ['not answered', UNANSWERED, 'throttled'],
    ['refused', FORBIDDEN, 'mailbox-refused'],
  ] as const)('sends nothing while the look at the newest is %s', async (_, answer, reason) => {
    await setBack()
    world.state.newestScript = Array.from({ length: 13 }, () => answer)
    const runId = await sync()
    expect(world.state.creates).toBe(30)
    expect((await deliveries(runId)).filter((one) => one.reason === reason).length).toBeGreaterThan(0)
    world.state.newestScript = []
    world.clock.current = new Date(world.clock.current.getTime() + 3_600_000)
    await deliverAll()
    expect(world.state.creates).toBe(30)
    expect((await deliveries(runId)).every(({ state }) => state === 'imported')).toBe(true)
  })

  test('lists everything again when the listing broke off', async () => {
    await setBack()
    world.state.newestScript = [LISTED, THROTTLED]
    await sync()
    expect(await world.database.foundMessage.count()).toBe(0)
    world.clock.current = new Date(world.clock.current.getTime() + 3_600_000)
    await deliverAll()
    expect(world.state.creates).toBe(30)
  })

  test('takes no word of a worker that has lost the mailbox', async () => {
    const mailbox = await world.database.mailbox.findFirstOrThrow()
    const { deliveries: ledger, clock } = world.ports
    const lost = await ledger.claimMailbox(mailbox.tenantId, mailbox.id)
    await ledger.claimMailbox(mailbox.tenantId, mailbox.id)
    await expect(
      ledger.saveFound(lost, [{ messageId: 'm-1', deliveryKey: 'k' }], clock.now()),
    ).rejects.toThrow(ClaimLostError)
  })
})

describe('a ledger that knows its mailboxes', () => {
  test('asks for the newest messages once a slice and lists no folder', async () => {
    world.state.newestAsked = []
    await world.addPackage(
      'p2.zip',
      ids(31, 40).map((id) => chat({ id, text: id })),
    )
    const runId = await sync()
    expect(world.state.newestAsked).toEqual([20])
    expect(world.state.creates).toBe(40)
    expect((await deliveries(runId)).every(({ reason }) => reason === null)).toBe(true)
  })

  test('accounts for what is under way, for what was found, and for messages of others', async () => {
    const { deliveries: ledger, clock } = world.ports
    const { tenantId, id } = await world.database.mailbox.findFirstOrThrow()
    const claim = await ledger.claimMailbox(tenantId, id)
    const { deliveryKey } = world.state.mailboxes.get(wang)?.[0] ?? { deliveryKey: '' }
    const copy = { messageId: 'copy', deliveryKey }
    const foreign = { messageId: 'foreign', deliveryKey: null }
    expect(await ledger.unaccounted(claim, [copy, foreign])).toEqual([copy])
    await world.database.delivery.updateMany({ data: { state: 'attempting', graphMessageId: null } })
    expect(await ledger.unaccounted(claim, [copy])).toEqual([])
    await world.database.delivery.updateMany({ data: { state: 'pending' } })
    expect(await ledger.unaccounted(claim, [copy])).toEqual([copy])
    await ledger.saveFound(claim, [copy, foreign], clock.now())
    expect(await ledger.unaccounted(claim, [copy])).toEqual([])
    expect(await ledger.foundMessages(claim, [deliveryKey, 'other'])).toEqual(
      new Map([[deliveryKey, 'copy']]),
    )
  })

  test('delivers after a day without an answer to the look, rather than never', async () => {
    await world.addPackage('p2.zip', [chat({ id: 'B-1', text: 'new' })])
    world.state.newestScript = Array.from({ length: 14 }, () => UNANSWERED)
    await sync()
    expect(world.state.creates).toBe(30)
    await world.database.run.updateMany({ data: { createdAt: new Date(0) } })
    world.clock.current = new Date(world.clock.current.getTime() + 3_600_000)
    await deliverAll()
    expect(world.state.creates).toBe(31)
  })

  test('makes a folder again that its owner has deleted, and looks into the new one', async () => {
    await world.addPackage('p2.zip', [chat({ id: 'B-1', text: 'new' })])
    world.state.newestScript = [{ outcome: 'folder-gone', code: 'ErrorItemNotFound', detail: '' }]
    world.state.newestAsked = []
    const runId = await sync()
    expect(world.state.newestAsked).toEqual([20, 20])
    expect(await deliveries(runId)).toMatchObject([{ state: 'imported', reason: null }])
  })
})

async function sync(): Promise<string> {
  const { tenantId, connectorId } = world.state
  const planned = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  await runSync(world.ports, { tenantId, runId: planned.runId, isLastTry: true })
  await deliverAll()
  return planned.runId
}

async function deliverAll(): Promise<void> {
  const { tenantId, requested } = world.state
  for (const mailboxId of requested.deliveries) await deliverMailbox(world.ports, { tenantId, mailboxId })
}

/** The ledger as it was before anything was fetched; the mailboxes stay as they are. */
async function setBack(): Promise<void> {
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query(
    `truncate delivery, participant, item_identity, item, staged_package, package_refusal, folder_check, run_check,
              capture_days, mailbox_folder, mailbox_address, mailbox_use, mailbox, run, found_message
     restart identity cascade`,
  )
  await owner.end()
  world.state.requested.deliveries.clear()
}

async function deliveries(runId: string) {
  return world.database.delivery.findMany({
    where: { runId },
    select: { state: true, reason: true, graphMessageId: true },
  })
}

function ids(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `A-${first + index}`)
}
