import { randomUUID } from 'node:crypto'
import Papa from 'papaparse'
import { beforeEach, expect, test } from 'vitest'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { bareItem } from '#scripts/test-support/bare-item.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { downloadRunReportCall } from './download-run-report.ts'
import { guardCall } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** More than one read takes. */
const QUARANTINED = 1_003
const HOSTILE_SUBJECT = '=HYPERLINK("http://evil.example","王")'

let database: Database
let tenantId: string
let connectorId: string
let runId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  connectorId = randomUUID()
  runId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  await database.connector.create({
    data: {
      id: connectorId,
      tenantId,
      typeId: 'wechat-archiver',
      name: 'Contoso',
      timeZone: 'Asia/Shanghai',
      createdById: 'x',
      createdBy: 'X',
    },
  })
  const owner = { tenantId, connectorId }
  await database.run.create({
    data: {
      id: runId,
      ...owner,
      trigger: 'manual',
      state: 'completed-with-problems',
      itemsAvailable: QUARANTINED,
      itemsQuarantined: QUARANTINED,
      createdAt: new Date('2026-11-21T23:30:00Z'),
      finishedAt: new Date('2026-11-21T23:40:00Z'),
    },
  })
  const { id: packageId } = await database.stagedPackage.create({
    data: {
      ...owner,
      runId,
      name: 'day.zip',
      sizeBytes: 1,
      modifiedAt: new Date(0),
      sha256: new Uint8Array(32),
      blobName: runId,
    },
  })
  await database.item.createMany({
    data: Array.from({ length: QUARANTINED }, (_, entryIndex) => ({
      ...bareItem({ ...owner, runId, packageId, entryIndex }),
      subject: HOSTILE_SUBJECT,
      state: 'quarantined',
      reason: 'no-valid-user',
    })),
  })
})

async function download(format: 'csv' | 'json', callerTenant = tenantId) {
  const ports = () => ({ database }) as unknown as WebPorts
  const roles = ['DataConnector.Reader' as const]
  const result = await guardCall(
    downloadRunReportCall(ports),
    {
      caller: { tenantId: callerTenant, id: 'oid-2', name: 'Alex Wilber', roles },
      isOurOrigin: true,
      input: { connectorId, runId, format },
    },
    {
      addAuditEvent: (tenant, event) => addAuditEvent(database, tenant, event),
      logFault: (facts) => {
        throw facts.err
      },
      newReference: () => 'ref-1',
    },
  )
  if (!result.ok) return result
  let text = ''
  for await (const piece of result.value.text) text += piece
  return { ...result.value, text }
}

test('as CSV it holds the counts and every entry, and nothing in it runs in a spreadsheet', async () => {
  const file = await download('csv')
  if (!('text' in file)) throw new Error('refused')
  expect(file.fileName).toBe(`run-2026-11-22-0730-${runId.slice(0, 8)}.csv`)
  expect(file.text.startsWith('\uFEFF')).toBe(true)
  const { data } = Papa.parse<string[]>(file.text.slice(1), { newline: '\r\n', delimiter: ',' })
  const counts = new Map(data.map(([label = '', value]) => [label, value]))
  expect(counts.get('Items available from source')).toBe(String(QUARANTINED))
  expect(counts.get('Import completion time')).toBe('2026-11-21T23:40:00.000Z')
  const entries = data.filter(([id]) => id?.startsWith('message-'))
  expect(new Set(entries.map(([id]) => id)).size).toBe(QUARANTINED)
  expect(entries[0]).toContain(`'${HOSTILE_SUBJECT}`)
})

test('as JSON it says the same', async () => {
  const file = await download('json')
  if (!('text' in file)) throw new Error('refused')
  const report = JSON.parse(file.text)
  expect(report).toMatchObject({ 'Run id': runId, 'Items quarantined': QUARANTINED })
  expect(report['Not imported']).toHaveLength(QUARANTINED)
  expect(report['Not imported'][0]).toMatchObject({
    'Item id': 'message-0',
    'Failure Reason': 'no-valid-user',
    Subject: HOSTILE_SUBJECT,
  })
})

test('a reader may take it away, which the audit log remembers, and another tenant may not', async () => {
  await download('csv')
  expect(
    await database.auditEvent.findFirst({
      where: { tenantId },
      select: { actorName: true, action: true, outcome: true, targetId: true },
    }),
  ).toEqual({ actorName: 'Alex Wilber', action: 'run.download-report', outcome: 'done', targetId: runId })
  expect(await download('csv', randomUUID())).toEqual(refuse('connector-gone'))
})
