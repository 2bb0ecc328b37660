import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import type { Role } from '#lib/domain/roles.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { exportConnectorsCall } from './export-connectors.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const ROLES: Role[] = ['DataConnector.Reader']

let database: Database
let tenantId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
})

async function addConnector(name: string, state = 'active', ofTenant = tenantId): Promise<string> {
  const id = randomUUID()
  await database.connector.create({
    data: { ...bareConnector({ id, tenantId: ofTenant }, NOW), name, state },
  })
  return id
}

async function exported(query: Record<string, string>): Promise<string[]> {
  const call = exportConnectorsCall(() => ({ database, clock: { now: () => NOW } }))
  const caller = { tenantId, id: 'p', name: 'P', roles: ROLES }
  const result = await call.handle({ caller, input: call.input.parse(query) })
  if (!result.ok) throw new Error('refused')
  let text = ''
  for await (const part of result.value.text) text += part
  return text.trimEnd().split('\r\n')
}

test('the file has what the search and filter of the tab find, in its order, on all pages', async () => {
  for (let index = 10; index < 40; index += 1) await addConnector(`Desk ${index}`)
  await addConnector('Treasury')
  const [head, ...rows] = await exported({ q: 'desk', sort: 'name', order: 'desc', page: '2' })
  expect(head).toMatch(/^\uFEFFConnector,ConnectorType,/)
  expect(rows).toHaveLength(30)
  expect(rows[0]).toMatch(/^Desk 39,WeChat Archiver,/)
})

test('numbers are those of the last run, and a name that could be a formula is text', async () => {
  const id = await addConnector('=HYPERLINK("http://x")', 'paused')
  const run = { tenantId, connectorId: id, trigger: 'manual', state: 'completed' }
  await database.run.create({
    data: { id: randomUUID(), ...run, deliveriesAvailable: 7, imported: 4, skipped: 3, createdAt: NOW },
  })
  const [, row] = await exported({})
  expect(row).toMatch(/^"'=HYPERLINK/)
  expect(row).toContain(',paused,2026-11-22T12:00:00.000Z,')
  expect(row).toContain(',4,0,3,0,0,0,')
})

test('another tenant has a file of its own', async () => {
  const other = randomUUID()
  await database.tenant.create({ data: { id: other } })
  await addConnector('Theirs', 'active', other)
  expect(await exported({})).toHaveLength(1)
})
