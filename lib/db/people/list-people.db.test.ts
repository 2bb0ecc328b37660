import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import { listSilences } from '#lib/db/silent-people.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { addDays, type LocalDate } from '#lib/domain/wall-clock.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { bareItem } from '#scripts/test-support/bare-item.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { countPeople } from './count-people.ts'
import { listPeople, type PeopleChoice } from './list-people.ts'
import { endMute, muteSilence } from './muted-silences.ts'

const AS_OF: LocalDate = '2026-11-20'
const SILENT = '8613800138001'
const MUTED = '8613800138002'
const QUIET = 'quiet@contoso.example'
const GONE = 'gone@contoso.example'
const WRITING = 'writing@contoso.example'

let database: Database
let tenantId: string
let connectorId: string
let wangWei: bigint
let runs = 0
let key: { tenantId: string; connectorId: string }

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  connectorId = randomUUID()
  key = { tenantId, connectorId }
  await database.tenant.create({ data: { id: tenantId } })
  await database.connector.create({ data: bareConnector({ id: connectorId, tenantId }) })
  const mailbox = await database.mailbox.create({
    data: { tenantId, objectId: randomUUID(), address: 'wang.wei@contoso.example', displayName: '王伟' },
  })
  wangWei = mailbox.id
  const mapped = { mailboxId: mailbox.id, resolution: 'custom' }
  await addPerson(SILENT, { heardOf: 9, silentSince: 4, displayName: 'Wu Ting', ...mapped })
  await addPerson(MUTED, { heardOf: 9, silentSince: 4, resolution: 'unresolved' })
  await addPerson(QUIET, { heardOf: 5, silentSince: null, resolution: 'unresolved', reason: 'not-found' })
  await addPerson(GONE, { heardOf: 60, silentSince: 40 })
  await addPerson(WRITING, { heardOf: 1, silentSince: -4, ...mapped })
  await addPerson('', { heardOf: 0, silentSince: -3 })
  await mute(MUTED, AS_OF)
})

describe('the people of a connector', () => {
  test('stand in the order in which somebody must look at them, and are counted so', async () => {
    const { people, found, totals } = await list({})
    expect(people.map(({ owner, state }) => [owner, state])).toEqual([
      [SILENT, 'silent'],
      [MUTED, 'muted'],
      [QUIET, 'quiet'],
      [GONE, 'gone'],
      [WRITING, 'writing'],
    ])
    expect(found).toBe(5)
    expect(totals).toEqual({
      people: 5,
      withoutMailbox: 2,
      silent: 1,
      muted: 1,
      quiet: 1,
      gone: 1,
      writing: 1,
      'mailbox-problem': 0,
    })
  })

  test('say where their messages went, why, and on which days there were any', async () => {
    const { people } = await list({})
    expect(people[0]).toEqual({
      owner: SILENT,
      displayName: 'Wu Ting',
      mailbox: { address: 'wang.wei@contoso.example', displayName: '王伟' },
      mapping: 'custom',
      reason: null,
      failing: null,
      state: 'silent',
      lastDay: '2026-11-11',
      days: ['2026-11-10', '2026-11-11'],
      mute: null,
    })
    expect(people[1]?.mute).toEqual({
      reason: 'On leave',
      until: AS_OF,
      by: 'Megan Bowen',
      at: new Date('2026-11-19T08:00:00Z'),
    })
    expect(people[2]).toMatchObject({ mailbox: null, mapping: 'none', reason: 'not-found' })
    expect(people[3]).toMatchObject({ owner: GONE, days: [] })
  })

  test.each([
    [{ search: '+86 138 0013 8002' }, [MUTED]],
    [{ search: 'WU T' }, [SILENT]],
    [{ search: '王' }, [SILENT, WRITING]],
    [{ search: 'wang.wei@' }, [SILENT, WRITING]],
    [{ search: '100%' }, []],
    [{ state: 'gone' }, [GONE]],
    [{ mapping: 'none' }, [MUTED, QUIET]],
    [{ mapping: 'none', search: 'contoso' }, [QUIET]],
    [{ mapping: 'unknown' }, [GONE]],
  ] satisfies [Partial<PeopleChoice>, string[]][])('are found by %j', async (choice, owners) => {
    const { people, found, totals } = await list(choice)
    expect(people.map(({ owner }) => owner)).toEqual(owners)
    expect(found).toBe(owners.length)
    // What the tiles say does not depend on what is looked for.
    expect(totals.people).toBe(5)
  })

  test('have a mailbox problem while messages of the last reading failed because of it', async () => {
    await failTo('writing', { trigger: 'manual', reason: 'too-large' })
    expect((await list({})).totals['mailbox-problem']).toBe(0)
    await failTo('writing', { trigger: 'manual', reason: 'ErrorQuotaExceeded' })
    // A re-drive reads nothing, and is not the last reading.
    await failTo('nobody', { trigger: 'redrive', reason: 'mailbox-gone' })
    const { people, totals } = await list({ state: 'mailbox-problem' })
    // Silence comes first: of somebody who is silent nothing is there to be imported.
    expect(people).toMatchObject([{ owner: WRITING, failing: { count: 1, reason: 'ErrorQuotaExceeded' } }])
    expect(totals).toMatchObject({ silent: 1, 'mailbox-problem': 1, writing: 0 })
    await failTo('nobody', { trigger: 'schedule', reason: 'mailbox-gone' })
    expect((await list({})).totals['mailbox-problem']).toBe(0)
  })

  test('are read page by page, each once', async () => {
    for (let index = 0; index < 7; index += 1)
      await addPerson(`8613800139${index}`, { heardOf: 5, silentSince: null })
    const seen: string[] = []
    let after: PeopleChoice['after'] = null
    for (;;) {
      const { people } = await list({ after, limit: 2 })
      seen.push(...people.map(({ owner }) => owner))
      after = people.at(-1) ?? null
      if (!after) break
    }
    expect(seen).toHaveLength(12)
    expect(new Set(seen).size).toBe(12)
  })

  test('are not those of another tenant', async () => {
    const { people, totals } = await list({}, randomUUID())
    expect(people).toEqual([])
    expect(totals.people).toBe(0)
  })

  test('are counted for the page of all connectors', async () => {
    const counts = await withTenant(database, tenantId, (tx) =>
      countPeople(tx, tenantId, [{ id: connectorId, asOf: AS_OF }]),
    )
    expect(counts.get(connectorId)).toEqual({ people: 5, silent: 1, withoutMailbox: 2 })
  })
})

describe('a mute', () => {
  test('keeps a silence out of the warnings up to its last day, and no longer', async () => {
    expect(await toldAsOf(AS_OF)).toEqual(['Wu Ting'])
    expect(await toldAsOf(addDays(AS_OF, 1))).toEqual(['Wu Ting', MUTED])
    const later = await list({ asOf: addDays(AS_OF, 1) })
    expect(later.totals).toMatchObject({ silent: 2, muted: 0 })
  })

  test('is told of again when it was ended, and can be said anew', async () => {
    await mute(SILENT, AS_OF)
    expect(await toldAsOf(AS_OF)).toEqual([])
    const wasThere = await withTenant(database, tenantId, (tx) => endMute(tx, { ...key, owner: SILENT }))
    expect(wasThere).toBe(true)
    expect(await toldAsOf(AS_OF)).toEqual(['Wu Ting'])
  })

  test('of another tenant is neither ended nor written over', async () => {
    const other = { ...key, tenantId: randomUUID(), owner: MUTED }
    expect(await withTenant(database, other.tenantId, (tx) => endMute(tx, other))).toBe(false)
    await withTenant(database, other.tenantId, (tx) =>
      muteSilence(tx, other, { reason: 'x', until: '2027-01-01', byId: 'x', by: 'X', at: new Date() }),
    )
    expect(await database.mutedSilence.findMany({ select: { owner: true, reason: true } })).toContainEqual({
      owner: MUTED,
      reason: 'On leave',
    })
    expect((await list({})).totals.muted).toBe(1)
  })
})

async function toldAsOf(asOf: LocalDate): Promise<string[]> {
  const silences = await withTenant(database, tenantId, (tx) =>
    listSilences(tx, tenantId, [{ id: connectorId, asOf }]),
  )
  return silences.get(connectorId)?.people.map(({ name }) => name) ?? []
}

function list(choice: Partial<PeopleChoice>, asTenant = tenantId) {
  return withTenant(database, asTenant, (tx) =>
    listPeople(tx, { ...key, tenantId: asTenant }, { asOf: AS_OF, after: null, limit: 50, ...choice }),
  )
}

/** A run that could not deliver one message, to the mailbox of whom is mapped or to somebody else's. */
async function failTo(whom: 'writing' | 'nobody', failed: { trigger: string; reason: string }) {
  const runId = randomUUID()
  runs += 1
  await database.run.create({
    data: {
      id: runId,
      ...key,
      trigger: failed.trigger,
      state: 'completed-with-problems',
      createdAt: new Date(Date.UTC(2026, 10, 20, 8, runs)),
      resolvedAt: new Date(),
    },
  })
  const { id: packageId } = await database.stagedPackage.create({
    data: {
      ...key,
      runId,
      name: `${runId}.zip`,
      sizeBytes: 1,
      modifiedAt: new Date(),
      sha256: Buffer.alloc(32),
      blobName: runId,
    },
  })
  const { id: itemId } = await database.item.create({
    data: bareItem({ ...key, runId, packageId, entryIndex: 0 }),
  })
  const mailboxId =
    whom === 'writing'
      ? wangWei
      : (
          await database.mailbox.create({
            data: { tenantId, objectId: randomUUID(), address: `${runId}@contoso.example`, displayName: '' },
          })
        ).id
  await database.delivery.create({
    data: { ...key, runId, itemId, mailboxId, state: 'failed', reason: failed.reason },
  })
}

function mute(owner: string, until: LocalDate) {
  return withTenant(database, tenantId, (tx) =>
    muteSilence(
      tx,
      { ...key, owner },
      { reason: 'On leave', until, byId: 'megan', by: 'Megan Bowen', at: new Date('2026-11-19T08:00:00Z') },
    ),
  )
}

/** Somebody who was heard of on a day and the one before it; numbers are days before AS_OF. */
async function addPerson(
  owner: string,
  known: {
    heardOf: number
    silentSince: number | null
    displayName?: string
    mailboxId?: bigint
    resolution?: string
    reason?: string
  },
) {
  const { heardOf, silentSince, displayName = '', ...mapped } = known
  const day = (before: number) => new Date(`${addDays(AS_OF, -before)}T00:00:00Z`)
  await database.captureDays.create({
    data: {
      ...key,
      owner,
      displayName,
      ...mapped,
      days: [day(heardOf + 1), day(heardOf)],
      lastDay: day(heardOf),
      silentFrom: silentSince === null ? null : day(silentSince),
    },
  })
}
