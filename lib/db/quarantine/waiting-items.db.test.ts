import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readGroupPlace, writeGroupPlace } from '#lib/domain/waiting-query.ts'
import { deliverMailbox } from '#lib/sync/deliver-mailbox.ts'
import { planRedrive } from '#lib/sync/plan-redrive.ts'
import { planRun } from '#lib/sync/plan-run.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { withTenant } from '../with-tenant.ts'
import { addAcknowledgements } from './acknowledgements.ts'
import { countWaiting } from './count-waiting.ts'
import { findWaitingIds } from './find-waiting-ids.ts'
import { listWaitingGroups } from './list-waiting-groups.ts'
import { listWaitingItems } from './list-waiting-items.ts'

const WANG = 'Wang Wei 8613800138000 <wang.wei@contoso.example>'
const CHEN = 'Chen Jing 8613800138005 <chen.jing@contoso.example>'
const GUEST = 'Guest 8613900139000 <guest@partner.example>'

let world: SyncWorld

beforeEach(async () => {
  world = await createSyncWorld()
  await world.addPackage('p1.zip', [
    chat({
      id: 'A-1',
      from: WANG,
      to: GUEST,
      text: 'one',
      headers: ['X-TELEMESSAGE-ArchiveSource: +8613800138000'],
    }),
    chat({
      id: 'A-2',
      from: GUEST,
      to: WANG,
      text: 'two',
      headers: ['X-TELEMESSAGE-ArchiveSource: +8613800138000'],
    }),
    chat({
      id: 'A-3',
      from: CHEN,
      to: GUEST,
      text: 'three',
      headers: ['X-TELEMESSAGE-ArchiveSource: +8613800138005'],
    }),
  ])
  await sync()
})
afterEach(() => world.close())

describe('what waits in quarantine', () => {
  test('stands with the person whose capture it is, whoever sent it, what waits most first', async () => {
    const { groups, totals, found } = await list()
    expect(groups).toMatchObject([
      {
        reason: 'no-valid-user',
        person: {
          displayName: expect.stringContaining('Wang Wei'),
          phone: '8613800138000',
          address: 'wang.wei@contoso.example',
        },
        fate: { verdict: 'address-unknown' },
        itemCount: 2,
      },
      { person: { phone: '8613800138005' }, fate: { verdict: 'address-unknown' }, itemCount: 1 },
    ])
    expect(found).toBe(2)
    expect(totals).toMatchObject({
      items: 3,
      groups: 2,
      since: new Date('2026-11-22T07:00:00Z'),
      deliverable: { items: 0, people: 0 },
      withoutUser: { items: 3, people: 2 },
      overLimit: { items: 0 },
      others: 0,
    })
    expect(await ids('deliverable')).toEqual([])
    expect(
      (await inTenant((tx) => countWaiting(tx, key().tenantId, [key().connectorId]))).get(key().connectorId),
    ).toBe(3)
  })

  test('will be delivered when a row of the mapping names the person, and says which version', async () => {
    await addRow('8613800138000', 'wang@contoso.com')
    const { groups, totals } = await list()
    expect(groups).toMatchObject([
      {
        person: { phone: '8613800138000' },
        fate: { verdict: 'mapped', mailbox: 'wang@contoso.com', version: 1 },
        itemCount: 2,
      },
      { fate: { verdict: 'address-unknown' } },
    ])
    expect(totals.deliverable).toEqual({ items: 2, people: 1 })
    expect(await ids('deliverable')).toHaveLength(2)
  })

  test('waits on when the row names a mailbox that is not there, and asks the address after it only if the rules say so', async () => {
    await addRow('8613800138000', 'wang@contoso.com', { directoryStatus: 'not-found' })
    expect((await list()).groups[0]?.fate).toEqual({
      verdict: 'row-problem',
      mailbox: 'wang@contoso.com',
      version: 1,
      problem: 'not-found',
    })
    await knowMailbox('wang.wei@contoso.example')
    expect((await list()).groups[0]?.fate).toMatchObject({
      verdict: 'has-mailbox',
      mailbox: 'wang.wei@contoso.example',
      version: null,
    })
    await world.database.connector.updateMany({ data: { mappingPrecedence: 'custom-only-if-listed' } })
    expect((await list()).groups[0]?.fate.verdict).toBe('row-problem')
  })

  test('is delivered by a row for just the days of its messages', async () => {
    await addRow('8613800138000', 'wang@contoso.com', { validTo: new Date('2026-11-21') })
    expect((await list()).totals.deliverable.items).toBe(0)
    await addRow('8613800138005', 'chen@contoso.com', { validFrom: new Date('2026-11-22') })
    expect((await list()).totals.deliverable).toEqual({ items: 1, people: 1 })
  })

  test('goes by a mailbox that became known after the run had asked, and not by one that it knew', async () => {
    await knowMailbox('wang.wei@contoso.example', new Date('2026-11-01'))
    expect((await list()).groups[0]?.fate.verdict).toBe('address-unknown')
    await world.database.mailbox.updateMany({ data: { firstSeenAt: new Date('2030-01-01') } })
    expect((await list()).groups[0]?.fate.verdict).toBe('has-mailbox')
    await world.database.connector.updateMany({ data: { automaticMapping: false } })
    expect((await list()).groups[0]?.fate.verdict).toBe('no-row')
  })

  test('over the limit waits for the limit, and is read again once it is below it', async () => {
    await world.database.item.updateMany({
      where: { archiveMessageId: 'A-3' },
      data: { reason: 'too-large', sizeBytes: 11_000_000 },
    })
    expect((await list()).totals).toMatchObject({
      overLimit: { items: 1, sizeBytes: 11_000_000 },
      withoutUser: { items: 2 },
      deliverable: { items: 0 },
    })
    await world.database.connector.updateMany({ data: { itemLimitBytes: 12_000_000 } })
    expect((await list()).totals).toMatchObject({ overLimit: { items: 0 }, deliverable: { items: 1 } })
  })

  test('is found by name, number and address, a page at a time', async () => {
    expect((await list({ search: 'chen' })).groups).toHaveLength(1)
    expect((await list({ search: '+86 138 0013 8000' })).groups).toMatchObject([{ itemCount: 2 }])
    expect((await list({ search: 'WANG.WEI@' })).found).toBe(1)
    expect((await list({ search: '100%_' })).found).toBe(0)
    const [first] = (await list({ limit: 1 })).groups
    if (!first) throw new Error('Nothing waits.')
    expect((await list({ after: readGroupPlace(writeGroupPlace(first)) })).groups).toMatchObject([
      { person: { phone: '8613800138005' } },
    ])
  })

  test('opens to the items of a group, the newest first, and pages by key', async () => {
    const [wang] = (await list()).groups
    const items = await itemsOf({ group: wang?.key })
    expect(items.map((item) => item.archiveMessageId)).toEqual(['A-2', 'A-1'])
    const [newest] = await itemsOf({ group: wang?.key, limit: 1 })
    expect(
      (await itemsOf({ group: wang?.key, after: BigInt(newest?.id ?? 0) })).map(
        (item) => item.archiveMessageId,
      ),
    ).toEqual(['A-1'])
    expect((await itemsOf({ limit: 2 })).map((item) => item.archiveMessageId)).toEqual(['A-3', 'A-2'])
    expect(await itemsOf({ search: 'chen jing' })).toHaveLength(1)
  })

  test('keeps a note beside a person or an item, the newest counts, and takes nothing out', async () => {
    const [wang] = (await list()).groups
    const [item] = await itemsOf({ limit: 1 })
    const at = new Date('2026-11-22T10:00:00Z')
    const write = (subject: string, note: string) =>
      inTenant((tx) =>
        addAcknowledgements(tx, key(), [subject], { note, byId: 'oid', by: 'Megan Bowen', at }),
      )
    await write(wang?.subject ?? '', 'Asked HR')
    await write(wang?.subject ?? '', 'Left the company')
    await write(item?.subject ?? '', 'A test of ours')
    expect((await list()).groups.map(({ acknowledged }) => acknowledged)).toEqual([
      { note: 'Left the company', by: 'Megan Bowen', at },
      null,
    ])
    expect((await itemsOf({})).map(({ acknowledged }) => acknowledged?.note)).toEqual([
      'A test of ours',
      'Left the company',
      'Left the company',
    ])
    expect((await list()).totals.items).toBe(3)
  })

  test('leaves once it is delivered, and that is what the tab has promised', async () => {
    await addRow('8613800138000', 'wang@contoso.com')
    world.addUser('wang@contoso.com')
    const runId = await redrive(await ids('deliverable'))
    expect(await world.database.run.findUnique({ where: { id: runId } })).toMatchObject({
      itemsAvailable: 2,
      itemsRouted: 2,
      imported: 2,
    })
    expect((await list()).groups).toMatchObject([{ person: { phone: '8613800138005' }, itemCount: 1 }])
  })

  test('is of its tenant alone', async () => {
    const stranger = { tenantId: '11111111-1111-4111-8111-111111111111', connectorId: key().connectorId }
    const seen = await withTenant(world.database, stranger.tenantId, (tx) =>
      listWaitingGroups(tx, stranger, { search: undefined, after: null, limit: 10 }),
    )
    expect(seen).toMatchObject({ groups: [], found: 0, totals: { items: 0, since: null } })
  })
})

const key = () => ({ tenantId: world.state.tenantId, connectorId: world.state.connectorId })
const inTenant = <T>(work: Parameters<typeof withTenant<T>>[2]) =>
  withTenant(world.database, world.state.tenantId, work)
const list = (page: Partial<Parameters<typeof listWaitingGroups>[2]> = {}) =>
  inTenant((tx) => listWaitingGroups(tx, key(), { search: undefined, after: null, limit: 10, ...page }))
const itemsOf = (page: Partial<Parameters<typeof listWaitingItems>[2]>) =>
  inTenant((tx) => listWaitingItems(tx, key(), { after: null, limit: 10, ...page }))
const ids = (choice: Parameters<typeof findWaitingIds>[2]) =>
  inTenant((tx) => findWaitingIds(tx, key(), choice))

async function addRow(
  externalId: string,
  mailbox: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  await world.database.userMappingRow.create({
    data: { ...key(), externalId, rawId: externalId, mailbox, addedIn: 1, ...more },
  })
}

async function knowMailbox(address: string, firstSeenAt = new Date('2030-01-01')): Promise<void> {
  await world.database.mailbox.create({
    data: {
      tenantId: key().tenantId,
      objectId: `oid-${address}`,
      address,
      displayName: address,
      firstSeenAt,
    },
  })
}

async function sync(): Promise<void> {
  const plan = await planRun(world.ports, { ...key(), trigger: 'manual' })
  if (plan.outcome === 'already-done') throw new Error('not planned')
  await finish(plan.runId)
}

async function redrive(itemIds: bigint[]): Promise<string> {
  const requestedBy = { id: 'oid', name: 'Megan Bowen' }
  const planned = await planRedrive(world.ports, { ...key(), requestedBy, scope: { kind: 'items', itemIds } })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  await finish(planned.runId)
  return planned.runId
}

async function finish(runId: string): Promise<void> {
  const { tenantId, requested } = world.state
  requested.deliveries.clear()
  await runSync(world.ports, { tenantId, runId, isLastTry: true })
  for (const mailboxId of requested.deliveries) await deliverMailbox(world.ports, { tenantId, mailboxId })
}
