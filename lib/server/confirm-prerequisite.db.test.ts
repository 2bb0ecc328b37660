import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import { TICK_QUEUE } from '#lib/db/job-queues.ts'
import { findLastWorkerTick } from '#lib/db/last-worker-tick.ts'
import { findConfirmation, prerequisiteTarget } from '#lib/db/prerequisite-confirmations.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import type { Role } from '#lib/domain/roles.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { confirmPrerequisiteCall } from './confirm-prerequisite.ts'
import { guardCall } from './guard-call.ts'

let database: Database
let tenantId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})
beforeEach(async () => {
  tenantId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
})

const confirm = (name: string, isConfirmed: boolean, role: Role = 'DataConnector.Admin') =>
  guardCall(
    confirmPrerequisiteCall(),
    {
      caller: { tenantId, id: name, name, roles: [role] },
      isOurOrigin: true,
      input: { typeId: 'wechat-archiver', prerequisite: 'wecom-bound', isConfirmed },
    },
    {
      addAuditEvent: (tenant, event) => addAuditEvent(database, tenant, event),
      logFault: ({ err }) => {
        throw err
      },
      newReference: () => 'ref-1',
    },
  )

const confirmation = (tenant = tenantId) =>
  withTenant(database, tenant, (transaction) =>
    findConfirmation(transaction, tenant, prerequisiteTarget('wechat-archiver', 'wecom-bound')),
  )

describe('what only a person can confirm', () => {
  test('is kept with the name of who did, for the tenant alone, until it is taken back', async () => {
    expect(await confirmation()).toBeNull()
    await confirm('Megan Bowen', true)
    expect(await confirmation()).toMatchObject({ by: 'Megan Bowen', at: expect.any(Date) })
    expect(await confirmation(randomUUID())).toBeNull()
    await confirm('Pradeep Gupta', false)
    expect(await confirmation()).toBeNull()
  })

  test('is not confirmed by a reader', async () => {
    expect(await confirm('Alex Wilber', true, 'DataConnector.Reader')).toMatchObject({
      ok: false,
      error: { code: 'no-permission' },
    })
    expect(await confirmation()).toBeNull()
  })
})

describe('the last tick of a worker', () => {
  const endTick = (state: 'completed' | 'failed', minutesAgo: number) => database.$executeRaw`
    insert into pgboss.job (name, state, completed_on)
    values (${TICK_QUEUE}, ${state}::pgboss.job_state, now() - make_interval(mins => ${minutesAgo}::int))`

  test('is none before there was one, and then the newest that has ended, as it ended', async () => {
    expect(await findLastWorkerTick(database)).toBeNull()
    await endTick('completed', 60)
    const first = await findLastWorkerTick(database)
    expect(first?.succeeded).toBe(true)
    expect(first?.ageSeconds).toBeGreaterThanOrEqual(3600)
    await endTick('failed', 5)
    const second = await findLastWorkerTick(database)
    expect(second?.succeeded).toBe(false)
    expect(second?.ageSeconds).toBeLessThan(3600)
  })
})
