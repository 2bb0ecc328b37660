import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { type AuditChoice, listAuditEvents } from './audit-pages.ts'
import type { Database } from './client.ts'
import { withTenant } from './with-tenant.ts'

let database: Database
let tenantId: string
let connectorId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  connectorId = await addConnector()
})

describe('the audit log', () => {
  test('is read page by page, newest first, and nothing is told twice', async () => {
    for (const action of ['connector.finish', 'connector.pause', 'connector.resume'])
      await note({ action, targetId: connectorId })
    const first = await read({ limit: 2 })
    expect(actions(first)).toEqual(['connector.resume', 'connector.pause'])
    expect(actions(await read({ limit: 2, after: first.at(-1)?.id }))).toEqual(['connector.finish'])
    expect(first[0]?.connectorName).toBe('Archive')
  })

  test('of a connector has what was done to it, to its runs, and to what names it', async () => {
    const other = await addConnector()
    const runId = randomUUID()
    await database.run.create({
      data: { id: runId, tenantId, connectorId, trigger: 'manual', state: 'planned' },
    })
    await note({ action: 'connector.pause', targetId: connectorId })
    await note({ action: 'connector.pause', targetId: other })
    await note({ action: 'run.cancel', targetId: runId })
    await note({
      action: 'item.download-original',
      targetId: '17',
      detail: { connectorId, reason: 'Case 1' },
    })
    await note({ action: 'alert.mark-read' })
    expect(actions(await read({ connectorId }))).toEqual([
      'item.download-original',
      'run.cancel',
      'connector.pause',
    ])
  })

  test('is chosen from by a part of a name, by what came of it, and by time', async () => {
    await note({ action: 'connector.pause', at: '2026-11-20T23:59:59Z' })
    await note({
      action: 'connector.resume',
      at: '2026-11-21T00:00:00Z',
      actorName: 'Alex 100%',
      outcome: 'refused',
    })
    expect(actions(await read({ person: 'ALEX' }))).toEqual(['connector.resume'])
    expect(actions(await read({ person: '0%' }))).toEqual(['connector.resume'])
    // A sign that a pattern would read as "anything" is looked for as it stands.
    expect(actions(await read({ person: 'Meg%' }))).toEqual([])
    expect(actions(await read({ outcome: 'done' }))).toEqual(['connector.pause'])
    expect(actions(await read({ from: new Date('2026-11-21T00:00:00Z') }))).toEqual(['connector.resume'])
    expect(actions(await read({ until: new Date('2026-11-21T00:00:00Z') }))).toEqual(['connector.pause'])
  })

  test("does not tell another tenant's", async () => {
    await note({ action: 'connector.pause', targetId: connectorId })
    const stranger = randomUUID()
    const choice = { tenantId: stranger, connectorId, limit: 10 }
    expect(await withTenant(database, stranger, (tx) => listAuditEvents(tx, choice))).toEqual([])
  })
})

const actions = (events: { action: string }[]) => events.map(({ action }) => action)

function read(choice: Partial<AuditChoice>) {
  return withTenant(database, tenantId, (tx) => listAuditEvents(tx, { tenantId, limit: 10, ...choice }))
}

async function note(event: {
  action: string
  targetId?: string
  at?: string
  actorName?: string
  outcome?: string
  detail?: { connectorId: string; reason: string }
}): Promise<void> {
  await database.auditEvent.create({
    data: { tenantId, actorId: 'oid-1', actorName: 'Megan Bowen', outcome: 'done', ...event },
  })
}

async function addConnector(): Promise<string> {
  const id = randomUUID()
  await database.connector.create({
    data: {
      id,
      tenantId,
      typeId: 'wechat-archiver',
      name: 'Archive',
      createdById: 'oid-1',
      createdBy: 'Megan',
    },
  })
  return id
}
