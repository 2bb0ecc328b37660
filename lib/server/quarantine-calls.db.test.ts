import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import { listWaitingGroups } from '#lib/db/quarantine/list-waiting-groups.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { Role } from '#lib/domain/roles.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { bareItem } from '#scripts/test-support/bare-item.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { acknowledgeWaitingCall } from './acknowledge-waiting.ts'
import { exportQuarantineCall } from './export-quarantine.ts'
import { type CallDefinition, guardCall } from './guard-call.ts'
import { listWaitingItemsCall } from './list-waiting-items-call.ts'
import { redriveQuarantineCall } from './redrive-quarantine.ts'
import type { WebPorts } from './web-ports.ts'

/** More than one read of the file takes. */
const WAITING = 1_003
const HOSTILE_NAME = '=HYPERLINK("http://evil.example","王")'
const NOW = new Date('2026-11-22T10:00:00Z')

let database: Database
let tenantId: string
let connectorId: string
let asked: unknown[]

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  connectorId = randomUUID()
  asked = []
  const runId = randomUUID()
  const owner = { tenantId, connectorId }
  await database.tenant.create({ data: { id: tenantId } })
  await database.connector.create({ data: bareConnector({ id: connectorId, tenantId }) })
  await database.run.create({
    data: { id: runId, ...owner, trigger: 'manual', state: 'completed', finishedAt: NOW },
  })
  const { id: packageId } = await database.stagedPackage.create({
    data: {
      ...owner,
      runId,
      name: 'a.zip',
      sizeBytes: 1,
      modifiedAt: NOW,
      sha256: Buffer.alloc(32),
      blobName: 'x',
    },
  })
  await database.item.createMany({
    data: Array.from({ length: WAITING }, (_, index) => ({
      ...bareItem({ ...owner, runId, packageId, entryIndex: index }),
      state: 'quarantined',
      reason: 'no-valid-user',
    })),
  })
  const items = await database.item.findMany({ where: owner, select: { id: true, entryIndex: true } })
  await database.participant.createMany({
    data: items.map(({ id, entryIndex }) => ({
      tenantId,
      itemId: id,
      role: 'from',
      ordinal: 0,
      displayName: entryIndex < 3 ? 'Chen Jing' : HOSTILE_NAME,
      address: '',
      phone: entryIndex < 3 ? '8613800138005' : '8613800138000',
      opaqueId: '',
      resolution: 'unresolved',
      reason: 'not-mapped',
    })),
  })
})

describe('what waits as a file', () => {
  test('has a line for each item however many there are, and no cell that a spreadsheet would run', async () => {
    const lines = await download({})
    expect(lines[0]).toMatch(/^\uFEFFItem id,Failure Reason,Person,Number/)
    expect(lines).toHaveLength(1 + WAITING)
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"",""王"")","'+8613800138000"`)
    expect(lines[1]).toContain(',no,no-row,')
  })

  test('has only whom the search finds, and a reader may take it', async () => {
    const lines = await download({ search: 'chen' }, 'DataConnector.Reader')
    expect(lines).toHaveLength(4)
    expect(await events('quarantine.export')).toMatchObject([
      { outcome: 'done', detail: { isSearched: true } },
    ])
  })
})

describe('acknowledging', () => {
  test('keeps the note and who wrote it, in the audit log too, and delivers and deletes nothing', async () => {
    const group = await groupOf('Chen Jing')
    const subjects = [group.subject, group.subject]
    expect(await acknowledge({ subjects, note: '  Left the company ' })).toEqual({
      ok: true,
      value: { count: 1 },
    })
    expect((await groupOf('Chen Jing')).acknowledged).toEqual({
      note: 'Left the company',
      by: 'Megan Bowen',
      at: NOW,
    })
    expect(await events('quarantine.acknowledge')).toMatchObject([
      { outcome: 'done', detail: { count: 1, note: 'Left the company' } },
    ])
    expect(await database.item.count({ where: { connectorId, state: 'quarantined' } })).toBe(WAITING)
  })

  test('needs a note, and is not for a reader', async () => {
    const { subject } = await groupOf('Chen Jing')
    expect(await acknowledge({ subjects: [subject], note: ' ' })).toMatchObject({
      error: { code: 'invalid-input' },
    })
    expect(await acknowledge({ subjects: [subject], note: 'x' }, 'DataConnector.Reader')).toEqual(
      refuse('no-permission'),
    )
    expect(await database.quarantineAcknowledgement.count({ where: { connectorId } })).toBe(0)
  })
})

describe('delivering what was chosen', () => {
  test('takes the items of the group and those named one by one, and the audit log has how many were chosen', async () => {
    const { key } = await groupOf('Chen Jing')
    await redrive({ kind: 'chosen', groups: [key], items: ['7'] })
    expect(asked).toMatchObject([{ kind: 'items', itemIds: { length: 4 } }])
    expect(await events('connector.redrive')).toMatchObject([
      { detail: { scope: { kind: 'chosen', groups: 1, items: 1 } } },
    ])
  })

  test('takes what can be delivered now and nothing else', async () => {
    await redrive({ kind: 'deliverable' })
    await database.userMappingRow.create({
      data: {
        tenantId,
        connectorId,
        externalId: '8613800138005',
        rawId: 'x',
        mailbox: 'chen@contoso.example',
        addedIn: 1,
      },
    })
    await redrive({ kind: 'deliverable' })
    expect(asked).toMatchObject([
      { kind: 'items', itemIds: { length: 0 } },
      { kind: 'items', itemIds: { length: 3 } },
    ])
  })
})

test('the items of a group come a piece at a time, to the last', async () => {
  const { key } = await groupOf('=')
  const first = await read(key, null)
  expect(first.items).toHaveLength(20)
  expect((await read(key, first.next)).items[0]?.id).not.toBe(first.items[0]?.id)
  const chen = await read((await groupOf('Chen')).key, null)
  expect(chen).toMatchObject({ items: { length: 3 }, next: null })
})

const ports = () =>
  ({
    database,
    clock: { now: () => NOW },
    planRedrive: async ({ scope }: { scope: unknown }) => {
      asked.push(scope)
      return { outcome: 'planned', runId: randomUUID(), itemCount: 1 }
    },
  }) as unknown as WebPorts

function ask<Schema extends z.ZodType, T>(
  definition: CallDefinition<Schema, T>,
  input: z.input<Schema>,
  role: Role = 'DataConnector.Admin',
) {
  const caller = { tenantId, id: 'oid-1', name: 'Megan Bowen', roles: [role] }
  return guardCall(
    definition,
    { caller, isOurOrigin: true, input },
    {
      addAuditEvent: (of, event) => addAuditEvent(database, of, event),
      logFault: (facts) => {
        throw facts.err
      },
      newReference: () => 'ref-1',
    },
  )
}

async function download(query: { search?: string }, role?: Role): Promise<string[]> {
  const answer = await ask(exportQuarantineCall(ports), { connectorId, ...query }, role)
  if (!answer.ok) throw new Error(answer.error.code)
  let text = ''
  for await (const piece of answer.value.text) text += piece
  return text.trimEnd().split('\r\n')
}

const acknowledge = (input: { subjects: string[]; note: string }, role?: Role) =>
  ask(acknowledgeWaitingCall(ports), { connectorId, ...input }, role)

async function redrive(
  scope: z.input<ReturnType<typeof redriveQuarantineCall>['input']>['scope'],
): Promise<void> {
  const answer = await ask(redriveQuarantineCall(ports), { connectorId, scope })
  if (!answer.ok) throw new Error(answer.error.code)
}

async function read(group: string, after: string | null) {
  const answer = await ask(listWaitingItemsCall(ports), { connectorId, group, after })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

async function groupOf(search: string) {
  const { groups } = await withTenant(database, tenantId, (tx) =>
    listWaitingGroups(tx, { tenantId, connectorId }, { search, after: null, limit: 2 }),
  )
  const [group] = groups
  if (!group) throw new Error(`${search} does not wait.`)
  return group
}

const events = (action: string) =>
  database.auditEvent.findMany({ where: { tenantId, action }, select: { outcome: true, detail: true } })
