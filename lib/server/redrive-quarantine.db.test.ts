import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import { findLaterRuns } from '#lib/db/later-runs.ts'
import { countWaiting } from '#lib/db/quarantine/count-waiting.ts'
import { findRun } from '#lib/db/runs-for-web.ts'
import { countNotImported } from '#lib/db/runs-for-web-not-imported.ts'
import { countWaitingOfRun } from '#lib/db/waiting-of-run.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { redriveInput } from '#lib/domain/connector-inputs.ts'
import type { Role } from '#lib/domain/roles.ts'
import { deliverMailbox } from '#lib/sync/deliver-mailbox.ts'
import { planRedrive } from '#lib/sync/plan-redrive.ts'
import { planRun } from '#lib/sync/plan-run.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { guardCall } from './guard-call.ts'
import { redriveQuarantineCall } from './redrive-quarantine.ts'
import type { WebPorts } from './web-ports.ts'

const WANG = 'wang.wei@contoso.example'
const CHEN = 'chen.jing@contoso.example'
const ALL = { kind: 'connector' as const }

let world: SyncWorld
let firstRunId: string

beforeEach(async () => {
  world = await createSyncWorld()
  await world.addPackage('p1.zip', [
    chat({ id: 'A-1' }),
    chat({ id: 'A-2', from: `Chen Jing 8613800138005 <${CHEN}>`, text: 'more' }),
  ])
  firstRunId = await sync()
})
afterEach(() => world.close())

describe('Deliver what can be delivered', () => {
  test('takes what waits in a run of its own, and the audit log says who asked for what', async () => {
    expect(await waiting()).toBe(2)
    world.addUser(WANG)
    const answer = await redrive(ALL)
    if (!answer.ok) throw new Error(answer.error.code)
    const { runId } = answer.value
    expect(answer.value.itemCount).toBe(2)
    expect(await world.database.run.findUnique({ where: { id: runId } })).toMatchObject({
      trigger: 'redrive',
      requestedBy: 'Megan Bowen',
    })
    expect(await audited()).toEqual([
      { outcome: 'done', targetId: world.state.connectorId, detail: { runId, itemCount: 2, scope: ALL } },
    ])
    expect(await counts(runId)).toMatchObject({ itemsAvailable: 2, itemsQuarantined: 0 })
    await finish(runId)
    expect(await waiting()).toBe(1)
    expect(await counts(runId)).toMatchObject({ itemsAvailable: 2, itemsRouted: 1, itemsQuarantined: 1 })
    expect(await causes(runId)).toMatchObject([{ outcome: 'quarantined', reason: 'no-valid-user', count: 1 }])
  })

  test('leaves the first report its numbers, which says where its items went', async () => {
    world.addUser(WANG)
    expect(await waitingOf(firstRunId)).toEqual({ quarantined: 2, failed: 0 })
    const answer = await redrive({ kind: 'run', runId: firstRunId })
    if (!answer.ok) throw new Error(answer.error.code)
    expect(answer.value.itemCount).toBe(2)
    await finish(answer.value.runId)
    expect(await waitingOf(firstRunId)).toEqual({ quarantined: 1, failed: 0 })
    expect(await counts(firstRunId)).toMatchObject({ itemsAvailable: 2, itemsQuarantined: 2 })
    expect(await causes(firstRunId)).toMatchObject([{ outcome: 'quarantined', count: 1 }])
    expect(await laterRuns(firstRunId)).toMatchObject([
      { id: answer.value.runId, takenCount: 2, deliveredCount: 1 },
    ])
    expect(await laterRuns(answer.value.runId)).toEqual([])
  })

  test('counts what failed with something that passes, and takes no more than that of one run', async () => {
    world.addUser(WANG)
    const answer = await redrive({ kind: 'run', runId: firstRunId })
    if (!answer.ok) throw new Error(answer.error.code)
    await finish(answer.value.runId)
    const failWith = (reason: string) =>
      world.database.delivery.updateMany({
        where: { runId: answer.value.runId },
        data: { state: 'failed', reason },
      })
    await failWith('content-refused')
    expect(await waitingOf(firstRunId)).toEqual({ quarantined: 1, failed: 0 })
    await failWith('mailbox-gone')
    expect(await waitingOf(firstRunId)).toEqual({ quarantined: 1, failed: 1 })
    expect(await redrive({ kind: 'run', runId: firstRunId })).toMatchObject({
      ok: true,
      value: { itemCount: 2 },
    })
  })

  test('takes one reason, and says when nothing waits for it', async () => {
    expect(await redrive({ kind: 'reason', reason: 'too-large' })).toEqual(refuse('nothing-waits'))
    expect(await world.database.run.count()).toBe(1)
    expect(await redrive({ kind: 'reason', reason: 'no-valid-user' })).toMatchObject({
      ok: true,
      value: { itemCount: 2 },
    })
  })

  test('waits while a run is being prepared, and while the connector is paused', async () => {
    await redrive(ALL)
    expect(await redrive(ALL)).toEqual(refuse('run-under-way'))
    await world.database.connector.updateMany({ data: { state: 'paused' } })
    expect(await redrive(ALL)).toEqual(refuse('connector-not-active', { values: { name: 'Contoso China' } }))
    expect((await audited()).map((event) => event.outcome)).toEqual(['done', 'refused', 'refused'])
  })

  test('is not for a reader, and finds no connector of another tenant', async () => {
    expect(await redrive(ALL, { role: 'DataConnector.Reader' })).toEqual(refuse('no-permission'))
    const stranger = '11111111-1111-4111-8111-111111111111'
    await world.database.tenant.create({ data: { id: stranger } })
    expect(await redrive(ALL, { tenantId: stranger })).toEqual(refuse('connector-gone'))
    expect(await world.database.run.count()).toBe(1)
  })
})

function redrive(scope: z.input<typeof redriveInput>['scope'], who: { role?: Role; tenantId?: string } = {}) {
  const ports = () =>
    ({
      database: world.database,
      planRedrive: (request: Parameters<typeof planRedrive>[1]) => planRedrive(world.ports, request),
    }) as unknown as WebPorts
  const caller = {
    tenantId: who.tenantId ?? world.state.tenantId,
    id: 'oid-1',
    name: 'Megan Bowen',
    roles: [who.role ?? ('DataConnector.Admin' as const)],
  }
  const input = { connectorId: world.state.connectorId, scope }
  return guardCall(
    redriveQuarantineCall(ports),
    { caller, isOurOrigin: true, input },
    {
      addAuditEvent: (tenantId, event) => addAuditEvent(world.database, tenantId, event),
      logFault: (facts) => {
        throw facts.err
      },
      newReference: () => 'ref-1',
    },
  )
}

async function sync(): Promise<string> {
  const { tenantId, connectorId } = world.state
  const plan = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (plan.outcome === 'already-done') throw new Error('not planned')
  await finish(plan.runId)
  return plan.runId
}

async function finish(runId: string): Promise<void> {
  const { tenantId, requested } = world.state
  requested.deliveries.clear()
  await runSync(world.ports, { tenantId, runId, isLastTry: true })
  for (const mailboxId of requested.deliveries) await deliverMailbox(world.ports, { tenantId, mailboxId })
}

const inTenant = <T>(work: Parameters<typeof withTenant<T>>[2]) =>
  withTenant(world.database, world.state.tenantId, work)
const key = (runId: string) => ({
  tenantId: world.state.tenantId,
  connectorId: world.state.connectorId,
  runId,
})
const counts = async (runId: string) => (await inTenant((tx) => findRun(tx, key(runId))))?.counts
const causes = (runId: string) => inTenant((tx) => countNotImported(tx, key(runId)))
const laterRuns = (runId: string) => inTenant((tx) => findLaterRuns(tx, key(runId)))
const waiting = async () => {
  const { tenantId, connectorId } = world.state
  return (await inTenant((tx) => countWaiting(tx, tenantId, [connectorId]))).get(connectorId) ?? 0
}
const waitingOf = (runId: string) => inTenant((tx) => countWaitingOfRun(tx, key(runId)))
const audited = () =>
  world.database.auditEvent.findMany({
    where: { tenantId: world.state.tenantId, action: 'connector.redrive' },
    orderBy: { id: 'asc' },
    select: { outcome: true, targetId: true, detail: true },
  })
