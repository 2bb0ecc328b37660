import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
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
const FROM_WANG_TO_LI = 'WeChat message from 8613800138000 to 8613900139000'

describe('a recalled or edited message', () => {
  test('is imported beside its original and linked to it', async () => {
    await world.addPackage('p1.zip', [said('A-1'), recalled('A-2', 'A-1'), edited('A-3', 'A-1')])
    expect(await sync()).toMatchObject({ itemsRouted: 3, imported: 6, skipped: 0, state: 'completed' })
    expect(await links()).toEqual({ 'A-1': null, 'A-2': 'A-1', 'A-3': 'A-1' })
  })

  test('is linked once its original arrives, should it come first', async () => {
    await world.addPackage('p1.zip', [recalled('A-2', 'A-1')])
    await sync()
    expect(await links()).toEqual({ 'A-2': null })
    expect(await world.database.item.findFirst()).toMatchObject({ originalArchiveMessageId: 'A-1' })
    await world.addPackage('p2.zip', [said('A-1')])
    await sync()
    expect(await links()).toEqual({ 'A-1': null, 'A-2': 'A-1' })
  })

  test('is not taken for a copy of its original, whoever it was captured for, nor for one of another recall', async () => {
    await world.addPackage('p1.zip', [
      said('A-1', WANG),
      said('B-1', LI),
      recalled('A-2', 'A-1', WANG),
      recalled('B-2', 'A-1', LI),
      recalled('A-3', 'A-9', WANG),
    ])
    expect(await sync()).toMatchObject({ itemsRouted: 5, imported: 6, skipped: 4 })
    expect(await repeats()).toEqual({ 'B-1': 'A-1', 'B-2': 'A-2' })
    expect(await links()).toMatchObject({ 'A-2': 'A-1', 'A-3': null })
  })

  test('is linked to no message of another connector', async () => {
    const { id, ...connector } = await world.database.connector.findFirstOrThrow()
    const other = { ...connector, id: randomUUID(), name: 'Another', siteTyped: undefined }
    await world.addPackage('p1.zip', [said('A-1')])
    await sync()
    await world.database.connector.create({ data: other as never })
    world.state.site.clear()
    await world.addPackage('p2.zip', [recalled('A-2', 'A-1')])
    world.state.connectorId = other.id
    expect(await sync()).toMatchObject({ connectorId: other.id, imported: 2 })
    expect(await links()).toEqual({ 'A-1': null, 'A-2': null })
    expect(id).not.toBe(other.id)
  })

  test('says nothing of an original that its text does not name, and neither does a chat that reads so', async () => {
    await world.addPackage('p1.zip', [
      said('A-1'),
      chat({ id: 'A-2', subject: `DELETED For All READ ${FROM_WANG_TO_LI}`, text: 'recalled' }),
      chat({ id: 'A-4', text: 'Original Message (Msg ID - A-1)' }),
    ])
    await sync()
    expect(await links()).toEqual({ 'A-1': null, 'A-2': null, 'A-4': null })
  })
})

function said(id: string, owner?: string): string {
  return chat({ id, subject: FROM_WANG_TO_LI, text: 'hello', headers: headersOf(owner) })
}

function recalled(id: string, original: string, owner?: string): string {
  const text = `Original Message (Msg ID - ${original})\r\nhello`
  return chat({ id, subject: `DELETED For All READ ${FROM_WANG_TO_LI}`, text, headers: headersOf(owner) })
}

function edited(id: string, original: string): string {
  const text = `Original Message ID: ${original}\r\nEdit ID - ${id}\r\nPrevious Text:\r\nhello\r\nEdited Text:\r\nhi`
  return chat({ id, subject: `EDIT READ ${FROM_WANG_TO_LI}`, text })
}

function headersOf(owner?: string): string[] {
  return owner ? [`X-TELEMESSAGE-ArchiveInitiator: ${owner}`] : []
}

async function sync() {
  world.state.requested.deliveries.clear()
  const { tenantId, connectorId } = world.state
  const plan = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (plan.outcome === 'already-done') throw new Error('not planned')
  await runSync(world.ports, { tenantId, runId: plan.runId, isLastTry: true })
  for (const mailboxId of world.state.requested.deliveries)
    await deliverMailbox(world.ports, { tenantId, mailboxId })
  return world.database.run.findUniqueOrThrow({ where: { id: plan.runId } })
}

/** Archive ids of items and of those that they are linked to. */
async function links(): Promise<Record<string, string | null>> {
  const items = await world.database.item.findMany()
  const idOf = (itemId: bigint | null) => items.find(({ id }) => id === itemId)?.archiveMessageId ?? null
  return Object.fromEntries(items.map((item) => [item.archiveMessageId, idOf(item.originalId)]))
}

async function repeats(): Promise<Record<string, string | undefined>> {
  const items = await world.database.item.findMany({ orderBy: { id: 'asc' } })
  return Object.fromEntries(
    items
      .filter((item) => item.repeatOfId !== null)
      .map((item) => [
        item.archiveMessageId,
        items.find(({ id }) => id === item.repeatOfId)?.archiveMessageId,
      ]),
  )
}
