import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { openSecretBox } from '#lib/platform/secret-box.ts'
import type { AlertLedger } from '#lib/sync/ledger/alert-ledger.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { findAlertTarget, saveAlertChannel } from './alert-channels.ts'
import { createAlertLedger } from './alert-ledger.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const LATER = new Date('2026-11-20T09:01:00Z')
const secretBox = openSecretBox(`k:${randomBytes(32).toString('base64')}`)

let database: Database
let ledger: AlertLedger
let tenantId: string
let connectorId: string

openTestDatabase({ poolMax: 4 }, (opened) => {
  database = opened
  ledger = createAlertLedger(database, secretBox)
})

beforeEach(async () => {
  tenantId = randomUUID()
  connectorId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  await database.connector.create({ data: bareConnector({ id: connectorId, tenantId }) })
})

describe('a run that failed', () => {
  test('is one alert, however often and by however many workers it is judged', async () => {
    const runId = await addRun('failed', { errorCode: 'site-unreachable' })
    await Promise.all([judge(), judge(), judge()])
    await judge(LATER)
    expect(await alerts()).toEqual([
      {
        kind: 'run-failed',
        subject: '',
        state: 'open',
        resolution: null,
        occurrences: 1,
        runId,
        facts: { code: 'site-unreachable' },
      },
    ])
  })

  test('counts up the alert of the one before, and tells nobody a second time', async () => {
    await setUpMail()
    await addRun('failed', { errorCode: 'site-unreachable' })
    await judge()
    const runId = await addRun('failed', { errorCode: 'site-timed-out', finishedAt: LATER })
    await judge(LATER)
    expect(await alerts()).toMatchObject([{ occurrences: 2, runId, facts: { code: 'site-timed-out' } }])
    expect(await outbox()).toHaveLength(1)
  })

  test('is over when the next one completes, which is told where it was told', async () => {
    await setUpMail()
    await addRun('failed', { errorCode: 'site-unreachable' })
    await judge()
    await addRun('completed', { finishedAt: LATER })
    await judge(LATER)
    expect(await alerts()).toMatchObject([{ kind: 'run-failed', state: 'resolved' }])
    expect(await outbox()).toMatchObject([
      { event: 'raised', mode: 'at-once' },
      { event: 'resolved', mode: 'at-once' },
    ])
  })

  test('that fails again after that is another alert', async () => {
    await addRun('failed', { errorCode: 'x' })
    await judge()
    await addRun('completed', { finishedAt: LATER })
    await judge(LATER)
    await addRun('failed', { errorCode: 'x', finishedAt: new Date('2026-11-20T09:02:00Z') })
    await judge(new Date('2026-11-20T09:03:00Z'))
    expect((await alerts()).map(({ state }) => state)).toEqual(['resolved', 'open'])
  })
})

describe('what stands in the ledger', () => {
  test('is an alert for people who fell silent on one day, until they are heard of', async () => {
    await addRun('completed')
    await database.captureDays.create({
      data: {
        connectorId,
        tenantId,
        owner: '8613800138001',
        displayName: 'Chen Jing',
        days: [],
        lastDay: new Date('2026-11-10'),
        silentFrom: new Date('2026-11-19'),
      },
    })
    await judge()
    await judge(LATER)
    expect(await alerts()).toMatchObject([
      { kind: 'people-silent', subject: '2026-11-19', facts: { count: 1, names: ['Chen Jing'] } },
    ])
    await database.captureDays.updateMany({ where: { tenantId }, data: { silentFrom: null } })
    await judge(LATER)
    expect(await alerts()).toMatchObject([{ state: 'resolved', resolution: 'ended' }])
  })

  test('is muted, and no news, when somebody has said that a silence is known', async () => {
    await addRun('completed')
    const person = { connectorId, tenantId, owner: '8613800138001' }
    await database.captureDays.create({
      data: {
        ...person,
        displayName: 'Chen Jing',
        days: [],
        lastDay: new Date('2026-11-10'),
        silentFrom: new Date('2026-11-19'),
      },
    })
    await judge()
    await database.mutedSilence.create({
      data: {
        ...person,
        reason: 'On leave',
        until: new Date('2027-01-01'),
        mutedBy: 'Megan Bowen',
        mutedById: 'a0000000-0000-4000-8000-000000000001',
        mutedAt: LATER,
      },
    })
    await judge(LATER)
    expect(await alerts()).toMatchObject([{ state: 'resolved', resolution: 'muted' }])
    expect(await database.alertDelivery.count({ where: { tenantId, event: 'resolved' } })).toBe(0)
  })

  test('of a paused connector is not judged, and its alerts stay as they are', async () => {
    await addRun('failed', { errorCode: 'x' })
    await judge()
    await database.connector.update({ where: { id: connectorId }, data: { state: 'paused' } })
    await judge(LATER)
    expect(await alerts()).toMatchObject([{ state: 'open' }])
  })

  test('lapses with a connector that is deleted', async () => {
    await addRun('failed', { errorCode: 'x' })
    await judge()
    await database.connector.update({ where: { id: connectorId }, data: { state: 'deleted' } })
    expect(await ledger.connectorsToWatch()).toContainEqual({ tenantId, connectorId })
    await judge(LATER)
    expect(await alerts()).toMatchObject([{ state: 'resolved' }])
    expect(await ledger.connectorsToWatch()).not.toContainEqual({ tenantId, connectorId })
  })
})

describe('the outbox', () => {
  test('has nothing for a channel that is not set up, and obeys the rule of the connector', async () => {
    await setUpMail()
    await database.alertRule.create({
      data: { tenantId, connectorId, kind: 'run-failed', channel: 'email', mode: 'off' },
    })
    await addRun('failed', { errorCode: 'x' })
    await judge()
    expect(await outbox()).toEqual([])
  })

  test('gives what is due to one worker at a time, and again when that one was lost', async () => {
    await setUpMail()
    await addRun('failed', { errorCode: 'x' })
    await judge()
    const key = { tenantId, channel: 'email' } as const
    expect(await ledger.channelsToServe(NOW)).toContainEqual(key)
    const [taken] = await ledger.take(key, NOW, LATER)
    expect(taken).toMatchObject({
      attempts: 1,
      message: { kind: 'alert', notices: [{ kind: 'run-failed' }] },
    })
    expect(await ledger.take(key, NOW, LATER)).toEqual([])
    const [again] = await ledger.take(key, LATER, new Date('2026-11-20T09:02:00Z'))
    expect(again).toMatchObject({ attempts: 2, message: { id: taken?.message.id } })
  })

  test('collects warnings until the hour of the connector, as one message', async () => {
    await setUpMail()
    await database.connector.update({
      where: { id: connectorId },
      data: { scheduleTime: '08:00', timeZone: 'UTC' },
    })
    await addRun('completed-with-problems', { itemsAvailable: 1, itemsQuarantined: 1 })
    await judge()
    const key = { tenantId, channel: 'email' } as const
    expect(await ledger.take(key, new Date('2026-11-21T07:59:00Z'), LATER)).toEqual([])
    const due = new Date('2026-11-21T08:00:00Z')
    const [taken] = await ledger.take(key, due, new Date('2026-11-21T08:10:00Z'))
    expect(taken?.message).toMatchObject({ kind: 'digest', notices: [{ kind: 'completed-with-problems' }] })
    await ledger.settle(key, taken?.deliveryIds ?? [], { state: 'failed', code: 'refused', detail: '550 no' })
    expect(await outbox()).toMatchObject([{ state: 'failed', errorCode: 'refused', errorDetail: '550 no' }])
  })
})

test('a run that is due and has not begun is told once, also before the first one, and is over when it begins', async () => {
  // Due at 08:00 of the connector's clock; within ten minutes nothing is late.
  await database.$executeRaw`
    update connector set time_zone = 'UTC', schedule_time = '08:00', created_at = '2026-11-19T12:00:00Z',
      finished_at = '2026-11-19T12:00:00Z', updated_at = '2026-11-19T12:00:00Z'
    where id = ${connectorId}::uuid`
  await judge(new Date('2026-11-20T08:09:00Z'))
  expect(await alerts()).toEqual([])
  await judge(NOW)
  await judge(LATER)
  expect(await alerts()).toMatchObject([
    { kind: 'run-late', subject: '2026-11-20', state: 'open', facts: { day: '2026-11-20', time: '08:00' } },
  ])
  await database.run.create({
    data: {
      id: randomUUID(),
      tenantId,
      connectorId,
      trigger: 'schedule',
      state: 'fetching',
      localDate: new Date('2026-11-20'),
    },
  })
  await judge(LATER)
  expect(await alerts()).toMatchObject([{ kind: 'run-late', state: 'resolved' }])
})

test('a resolved alert is final, whoever writes', async () => {
  await addRun('failed', { errorCode: 'x' })
  await judge()
  await addRun('completed', { finishedAt: LATER })
  await judge(LATER)
  await expect(
    database.alert.updateMany({
      where: { tenantId },
      data: { state: 'open', resolvedAt: null, resolution: null },
    }),
  ).rejects.toThrow()
})

test('the address and the secret of a webhook are sealed, and open for their tenant only', async () => {
  const target = {
    channel: 'webhook',
    url: 'https://hooks.example/secret-path',
    secret: 's'.repeat(24),
  } as const
  await withTenant(database, tenantId, (tx) =>
    saveAlertChannel(tx, secretBox, tenantId, target, { name: 'Megan Bowen', at: NOW }),
  )
  const row = await database.alertChannel.findFirstOrThrow({ where: { tenantId } })
  expect(row.host).toBe('hooks.example')
  expect(
    JSON.stringify({ ...row, text: Buffer.from(row.ciphertext ?? []).toString('latin1') }),
  ).not.toContain('secret-path')
  expect(await ledger.target({ tenantId, channel: 'webhook' })).toEqual(target)
  const stranger = randomUUID()
  await database.tenant.create({ data: { id: stranger } })
  await database.alertChannel.create({ data: { ...row, tenantId: stranger } })
  await expect(
    withTenant(database, stranger, (tx) =>
      findAlertTarget(tx, secretBox, { tenantId: stranger, channel: 'webhook' }),
    ),
  ).rejects.toThrow('does not open')
})

const judge = (now = NOW) => ledger.judge({ tenantId, connectorId }, now)

async function addRun(
  state: 'completed' | 'completed-with-problems' | 'failed',
  more: { errorCode?: string; finishedAt?: Date; itemsAvailable?: number; itemsQuarantined?: number } = {},
): Promise<string> {
  const id = randomUUID()
  const finishedAt = more.finishedAt ?? NOW
  await database.run.create({
    data: {
      id,
      tenantId,
      connectorId,
      trigger: 'manual',
      state,
      createdAt: finishedAt,
      resolvedAt: state === 'failed' ? null : finishedAt,
      ...more,
      finishedAt,
    },
  })
  return id
}

const setUpMail = () =>
  withTenant(database, tenantId, (tx) =>
    saveAlertChannel(
      tx,
      secretBox,
      tenantId,
      { channel: 'email', recipients: ['ops@contoso.example'], language: 'en-GB' },
      { name: 'Megan Bowen', at: NOW },
    ),
  )

const alerts = () =>
  database.alert.findMany({
    where: { tenantId },
    orderBy: { id: 'asc' },
    select: {
      kind: true,
      subject: true,
      state: true,
      resolution: true,
      occurrences: true,
      runId: true,
      facts: true,
    },
  })

const outbox = () =>
  database.alertDelivery.findMany({
    where: { tenantId },
    orderBy: { event: 'asc' },
    select: { event: true, mode: true, state: true, errorCode: true, errorDetail: true },
  })
