import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { Role } from '#lib/domain/roles.ts'
import { cancelRun } from '#lib/sync/cancel-run.ts'
import { deliverMailbox } from '#lib/sync/deliver-mailbox.ts'
import { planRun } from '#lib/sync/plan-run.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { cancelRunCall } from './cancel-run.ts'
import { guardCall } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

let world: SyncWorld
let runId: string

beforeEach(async () => {
  world = await createSyncWorld()
  world.addUser('wang.wei@contoso.example')
  await world.addPackage('p1.zip', [chat({ id: 'A-1' }), chat({ id: 'A-2', text: 'more' })])
  const { tenantId, connectorId } = world.state
  const plan = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (plan.outcome !== 'planned') throw new Error('not planned')
  runId = plan.runId
})
afterEach(() => world.close())

describe('Cancel run', () => {
  test('ends what was not sent, and the audit log says who asked for it', async () => {
    await goToDelivering()
    expect(await cancel()).toEqual({ ok: true, value: { hasEnded: false, deliveries: 2 } })
    expect(await world.database.run.findUnique({ where: { id: runId } })).toMatchObject({
      state: 'cancelled',
      cancelRequestedById: 'oid-1',
      cancelRequestedBy: 'Megan Bowen',
      failed: 2,
      pending: 0,
    })
    const { connectorId } = world.state
    expect(await audited()).toEqual([
      { outcome: 'done', targetId: runId, detail: { connectorId, hasEnded: false, deliveries: 2 } },
    ])
  })

  test('of a run that waits for a worker ends it at once, also while the connector is paused', async () => {
    await world.database.connector.updateMany({ data: { state: 'paused' } })
    expect(await cancel()).toEqual({ ok: true, value: { hasEnded: true, deliveries: 0 } })
  })

  test('asked twice or too late says so and changes nothing', async () => {
    await cancel()
    const ended = await world.database.run.findUnique({ where: { id: runId } })
    expect(await cancel()).toEqual(refuse('run-being-cancelled'))
    expect(await world.database.run.findUnique({ where: { id: runId } })).toEqual(ended)
    expect((await audited()).map(({ outcome }) => outcome)).toEqual(['done', 'refused'])
  })

  test('of a run that has ended changes nothing', async () => {
    await goToDelivering()
    for (const mailboxId of world.state.requested.deliveries)
      await deliverMailbox(world.ports, { tenantId: world.state.tenantId, mailboxId })
    expect(await cancel()).toEqual(refuse('run-over'))
  })

  test('is not for a reader, and finds no run of another tenant or connector', async () => {
    expect(await cancel({ role: 'DataConnector.Reader' })).toEqual(refuse('no-permission'))
    expect(await cancel({ connectorId: randomUUID() })).toEqual(refuse('run-gone'))
    const stranger = randomUUID()
    await world.database.tenant.create({ data: { id: stranger } })
    expect(await cancel({ tenantId: stranger })).toEqual(refuse('run-gone'))
    expect(await world.database.run.findUnique({ where: { id: runId } })).toMatchObject({ state: 'planned' })
  })
})

async function goToDelivering(): Promise<void> {
  await runSync(world.ports, { tenantId: world.state.tenantId, runId, isLastTry: true })
}

function cancel(who: { role?: Role; tenantId?: string; connectorId?: string } = {}) {
  const ports = () =>
    ({
      cancelRun: (request: Parameters<typeof cancelRun>[1]) => cancelRun(world.ports, request),
    }) as unknown as WebPorts
  const caller = {
    tenantId: who.tenantId ?? world.state.tenantId,
    id: 'oid-1',
    name: 'Megan Bowen',
    roles: [who.role ?? ('DataConnector.Admin' as const)],
  }
  return guardCall(
    cancelRunCall(ports),
    { caller, isOurOrigin: true, input: { connectorId: who.connectorId ?? world.state.connectorId, runId } },
    {
      addAuditEvent: (tenantId, event) => addAuditEvent(world.database, tenantId, event),
      logFault: (facts) => {
        throw facts.err
      },
      newReference: () => 'ref-1',
    },
  )
}

const audited = () =>
  world.database.auditEvent.findMany({
    where: { tenantId: world.state.tenantId, action: 'run.cancel' },
    orderBy: { id: 'asc' },
    select: { outcome: true, targetId: true, detail: true },
  })
