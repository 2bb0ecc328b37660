import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { bareItem } from '#scripts/test-support/bare-item.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import type { Database } from '../client.ts'
import { withTenant } from '../with-tenant.ts'
import { analyzeRecorded } from './analyze-recorded.ts'

let database: Database
const tenantId = randomUUID()
const connectorId = randomUUID()

openTestDatabase({ poolMax: 2 }, async (opened) => {
  database = opened
  await database.tenant.create({ data: { id: tenantId } })
  await database.connector.create({ data: bareConnector({ id: connectorId, tenantId }) })
})

let runId: string
beforeEach(() => {
  runId = randomUUID()
})

test('PostgreSQL is told of the items of a run when there are many', async () => {
  await record(500)
  await analyze()
  expect(await partOfRun()).toBeGreaterThan(0.9)
})

test('a run of few items is not worth it', async () => {
  await record(499)
  await analyze()
  expect(await partOfRun()).toBe(0)
})

async function record(count: number): Promise<void> {
  await database.run.updateMany({ data: { state: 'completed' } })
  await database.run.create({
    data: { id: runId, tenantId, connectorId, trigger: 'manual', state: 'resolving' },
  })
  const stored = await database.stagedPackage.create({
    data: {
      ...{ tenantId, connectorId, runId, name: runId, blobName: runId },
      ...{ sizeBytes: 1, modifiedAt: new Date(), sha256: Buffer.alloc(32, count % 256) },
    },
  })
  await database.item.createMany({
    data: Array.from({ length: count }, (_, entryIndex) =>
      bareItem({ tenantId, connectorId, runId, packageId: stored.id, entryIndex }),
    ),
  })
}

function analyze(): Promise<void> {
  const claim = { tenantId, connectorId, runId, fence: 0 } as Parameters<typeof analyzeRecorded>[1]
  return withTenant(database, tenantId, (tx) => analyzeRecorded(tx, claim))
}

/** How much of all items PostgreSQL takes to be this run's; none that it does not know. */
async function partOfRun(): Promise<number> {
  const rows = await database.$queryRaw<{ part: number }[]>`
    select freq as part
    from pg_stats, unnest(most_common_vals::text::text[], most_common_freqs) as common (value, freq)
    where tablename = 'item' and attname = 'drive_run_id' and value = ${runId}`
  return rows[0]?.part ?? 0
}
