import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { bareItem } from '#scripts/test-support/bare-item.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { Database } from '../client.ts'
import { withTenant } from '../with-tenant.ts'
import { findItemStory } from './find-item-story.ts'
import { listRunItems, type RunItemFilter, type RunItemPlace } from './list-run-items.ts'

const tenantId = randomUUID()
const connectorId = randomUUID()
const runId = randomUUID()
const otherTenantId = randomUUID()
const ENTRIES = 700

let database: Database
let itemIds: bigint[]
let chenId: bigint

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

// Two packages of one run, one sender and recipient each; the recipient has a mailbox. Entry 0 goes to two mailboxes.
beforeAll(async () => {
  await database.tenant.createMany({ data: [{ id: tenantId }, { id: otherTenantId }] })
  await database.connector.create({ data: bareConnector({ id: connectorId, tenantId }) })
  await addRun(runId, 2 * ENTRIES)
  const mailboxes = await Promise.all(
    ['chen.jing', 'wang.lei'].map((alias) =>
      database.mailbox.create({
        data: { tenantId, objectId: alias, address: `${alias}@contoso.example`, displayName: alias },
      }),
    ),
  )
  for (const number of [1, 2]) await addPackage(number, runId)
  const items = await database.item.findMany({ orderBy: [{ packageId: 'asc' }, { entryIndex: 'asc' }] })
  itemIds = items.map(({ id }) => id)
  await database.participant.createMany({
    data: items.flatMap(({ id, entryIndex }) => [
      person(id, 'from', {
        displayName: `Sender ${entryIndex}`,
        phone: `8613800${String(entryIndex).padStart(6, '0')}`,
      }),
      person(id, 'to', { displayName: 'Chen Jing', address: 'chen.jing@contoso.example' }),
    ]),
  })
  const [chen, wang] = mailboxes.map(({ id }) => id) as [bigint, bigint]
  chenId = chen
  await database.delivery.createMany({
    data: [
      ...items.map(({ id, entryIndex }) => delivery(id, chen, entryIndex === 5 ? 'failed' : 'imported')),
      delivery(itemIds[0] as bigint, wang, 'skipped'),
    ],
  })
  await database.item.update({
    where: { id: itemIds[9] as bigint },
    data: { subject: '100% of 华东销售群', kind: 'group-chat' },
  })
})

describe('the items of a run', () => {
  test('are listed in the order of their packages, an item once for each of its mailboxes', async () => {
    const { rows, entries } = await list({}, { limit: 4 })
    expect(rows.map(({ itemId, mailbox }) => [itemId, mailbox])).toEqual([
      [String(itemIds[0]), 'chen.jing@contoso.example'],
      [String(itemIds[0]), 'wang.lei@contoso.example'],
      [String(itemIds[1]), 'chen.jing@contoso.example'],
      [String(itemIds[2]), 'chen.jing@contoso.example'],
    ])
    expect(rows[0]).toMatchObject({ from: 'Sender 0', to: 'Chen Jing', toCount: 1, outcome: 'imported' })
    expect(entries).toBe(2 * ENTRIES)
  })

  test('are all read by going on from page to page, each row once, and back again', async () => {
    const forth: string[] = []
    let place: RunItemPlace | null = null
    do {
      const page = await list({}, { limit: 211, from: place })
      forth.push(...page.rows.map(keyOf))
      place = page.next
    } while (place)
    expect(forth).toHaveLength(2 * ENTRIES + 1)
    expect(new Set(forth).size).toBe(forth.length)
    const back: string[] = []
    do {
      const page = await list({}, { limit: 300, from: place, direction: 'back' })
      back.unshift(...page.rows.map(keyOf))
      place = page.next
    } while (place)
    expect(back).toEqual(forth)
  })

  test.each<[string, RunItemFilter, number]>([
    ['a part of a number, typed as people do', { search: '+86 138 00 000 33' }, 20],
    ['a name', { search: 'sender 42' }, 22],
    ['a mailbox', { search: 'wang.lei@' }, 1],
    ['a part of the subject', { search: '华东' }, 1],
    ['a percent sign, which stands for itself', { search: '0%' }, 1],
    ['a whole archive message id', { search: 'message-17' }, 2],
    ['an outcome', { outcome: 'failed' }, 2],
    ['a kind', { kind: 'group-chat' }, 1],
    ['several of them', { kind: 'group-chat', outcome: 'failed' }, 0],
  ])('are found by %s', async (_by, filter, count) => {
    expect((await list(filter, { limit: 100 })).rows).toHaveLength(count)
  })

  test('of another tenant are not there', async () => {
    const rows = await withTenant(database, otherTenantId, (tx) =>
      listRunItems(
        tx,
        { tenantId: otherTenantId, connectorId, runId, itemsAvailable: 2 * ENTRIES },
        { filter: {}, from: null, direction: 'forward', limit: 10 },
      ),
    )
    expect(rows).toMatchObject({ rows: [], entries: 0 })
  })

  test('that a re-drive took are listed with it, and with the run that read them', async () => {
    const redriveId = randomUUID()
    await addRun(redriveId, 1, 'redrive')
    await database.item.update({ where: { id: itemIds[3] as bigint }, data: { driveRunId: redriveId } })
    const again = await list({}, { limit: 10, run: redriveId, itemsAvailable: 1 })
    expect(again.rows.map(({ itemId }) => itemId)).toEqual([String(itemIds[3])])
    expect((await list({ search: 'Sender 3' }, { limit: 500 })).rows.map(({ itemId }) => itemId)).toContain(
      String(itemIds[3]),
    )
  })
})

describe('the story of an item', () => {
  const story = (itemId: bigint, tenant = tenantId) =>
    withTenant(database, tenant, (tx) => findItemStory(tx, { tenantId: tenant, connectorId, runId, itemId }))

  test('tells its people, its deliveries and where it came from', async () => {
    const found = await story(itemIds[0] as bigint)
    expect(found).toMatchObject({
      archiveMessageId: 'message-0',
      package: { name: 'package-1.zip', entryCount: ENTRIES },
      people: [
        { role: 'from', displayName: 'Sender 0' },
        { role: 'to', displayName: 'Chen Jing', mappedBy: null },
      ],
      deliveries: [
        { mailbox: 'chen.jing@contoso.example', state: 'imported' },
        { mailbox: 'wang.lei@contoso.example', state: 'skipped' },
      ],
      links: [],
    })
  })

  test('names the row of the mapping that was in force when the run asked, not a later one', async () => {
    const mapped = await database.participant.findFirstOrThrow({
      where: { itemId: itemIds[1] as bigint, role: 'from' },
    })
    await database.participant.update({
      where: { id: mapped.id },
      data: { resolution: 'custom', mailboxId: chenId },
    })
    for (const [number, createdAt] of [
      [1, '2026-11-01'],
      [2, '2027-01-01'],
    ] as const)
      await database.userMappingVersion.create({
        data: {
          ...{
            id: randomUUID(),
            tenantId,
            connectorId,
            number,
            rowCount: 1,
            createdById: 'oid',
            createdBy: 'Megan',
          },
          createdAt: new Date(`${createdAt}T00:00:00Z`),
        },
      })
    const row = {
      tenantId,
      connectorId,
      externalId: mapped.phone,
      rawId: mapped.phone,
      mailbox: 'x@contoso.example',
    }
    await database.userMappingRow.createMany({
      data: [
        { ...row, line: 3, addedIn: 1, removedIn: 2 },
        { ...row, line: 9, addedIn: 2 },
      ],
    })
    const found = await story(itemIds[1] as bigint)
    expect(found?.people[0]).toMatchObject({ resolution: 'custom', mappedBy: { version: 1, line: 3 } })
  })

  test('leads from a copy to the message that it repeats', async () => {
    const [first, , copy] = itemIds as [bigint, bigint, bigint]
    await database.item.update({ where: { id: copy }, data: { repeatOfId: first, repeatKind: 'sibling' } })
    expect((await story(copy))?.links).toEqual([
      { kind: 'sibling', itemId: String(first), runId, sentAt: null },
    ])
  })

  test('is nobody else’s', async () => {
    expect(await story(itemIds[0] as bigint, otherTenantId)).toBeNull()
    expect(await story(999_999n)).toBeNull()
  })
})

function list(
  filter: RunItemFilter,
  page: {
    limit: number
    from?: RunItemPlace | null
    direction?: 'back'
    run?: string
    itemsAvailable?: number
  },
) {
  const { limit, from = null, direction = 'forward', run = runId, itemsAvailable = 2 * ENTRIES } = page
  return withTenant(database, tenantId, (tx) =>
    listRunItems(
      tx,
      { tenantId, connectorId, runId: run, itemsAvailable },
      { filter, from, direction, limit },
    ),
  )
}

const keyOf = ({ place }: { place: RunItemPlace }) => Object.values(place).join('.')

async function addRun(id: string, itemsAvailable: number, trigger = 'manual'): Promise<void> {
  const at = new Date('2026-11-20T08:00:00Z')
  await database.run.create({
    data: {
      id,
      tenantId,
      connectorId,
      trigger,
      state: 'completed',
      itemsAvailable,
      itemsRouted: itemsAvailable,
      createdAt: at,
      resolvedAt: at,
    },
  })
}

async function addPackage(number: number, ofRun: string): Promise<void> {
  const { id } = await database.stagedPackage.create({
    data: {
      ...{ tenantId, connectorId, runId: ofRun, name: `package-${number}.zip`, blobName: `blob-${number}` },
      ...{ sizeBytes: 1, modifiedAt: new Date(), sha256: Buffer.alloc(32, number) },
      ...{ state: 'recorded', entryCount: ENTRIES },
    },
  })
  await database.item.createMany({
    data: Array.from({ length: ENTRIES }, (_, entryIndex) => ({
      ...bareItem({ tenantId, connectorId, runId: ofRun, packageId: id, entryIndex }),
      ...{ state: 'routed', kind: 'chat', contentSha256: Buffer.alloc(32, number) },
    })),
  })
  const items = await database.item.findMany({ where: { packageId: id } })
  await database.itemIdentity.createMany({
    data: items.map((item) => ({
      ...{ tenantId, connectorId, itemId: item.id, archiveMessageId: item.archiveMessageId },
      contentSha256: Buffer.alloc(32, number),
    })),
  })
}

function person(
  itemId: bigint,
  role: string,
  given: { displayName: string; phone?: string; address?: string },
) {
  return { tenantId, itemId, role, ordinal: 0, phone: '', address: '', opaqueId: '', ...given }
}

function delivery(itemId: bigint, mailboxId: bigint, state: string) {
  return { tenantId, connectorId, runId, itemId, mailboxId, state }
}
