import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import { deleteExpiredMappingUploads } from '#lib/db/mapping-uploads.ts'
import { applyUpload } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { type ActionResult, refuse } from '#lib/domain/action-result.ts'
import { CSV_BYTE_ORDER_MARK } from '#lib/domain/csv-line.ts'
import { MAPPING_UPLOAD_LARGEST_BYTES, type MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import type { Role } from '#lib/domain/roles.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { type CallDefinition, guardCall } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { discardUploadCall } from './discard-upload.ts'
import { downloadProblemRowsCall } from './download-problem-rows.ts'
import { findUploadCall } from './find-upload.ts'
import { listUploadRowsCall } from './list-upload-rows.ts'
import { readUploadAgainCall } from './read-upload-again.ts'
import { uploadMappingCall } from './upload-mapping.ts'

let database: Database
let tenantId: string
let connectorId: string
let now: Date
let checksAsked: string[]

openTestDatabase({ poolMax: 3 }, (opened) => {
  database = opened
})
beforeEach(async () => {
  now = new Date('2026-11-22T21:00:00Z')
  checksAsked = []
  tenantId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  connectorId = await addConnector()
})

async function addConnector(): Promise<string> {
  const id = randomUUID()
  await database.connector.create({
    data: {
      ...{ id, tenantId, typeId: 'wechat-archiver', state: 'draft', name: `WeChat ${id}` },
      ...{ createdById: 'admin', createdBy: 'Megan Bowen' },
    },
  })
  return id
}

const ports = () =>
  ({
    database,
    clock: { now: () => now },
    newId: randomUUID,
    requestMappingCheck: async ({ uploadId }) => void checksAsked.push(uploadId),
  }) satisfies Partial<WebPorts> as unknown as WebPorts

type Person = { id: string; role?: Role; tenant?: string }
const MEGAN: Person = { id: 'megan' }

async function call<Schema extends z.ZodType, T>(
  definition: CallDefinition<Schema, T>,
  input: unknown,
  { id, role = 'DataConnector.Admin', tenant = tenantId }: Person = MEGAN,
): Promise<ActionResult<T>> {
  return guardCall(
    definition,
    { caller: { tenantId: tenant, id, name: id, roles: [role] }, isOurOrigin: true, input },
    {
      addAuditEvent: (ofTenant, event) => addAuditEvent(database, ofTenant, event),
      logFault: ({ err }) => {
        throw err
      },
      newReference: () => 'ref-1',
    },
  )
}

function streamOf(...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces)
        controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece)
      controller.close()
    },
  })
}

const upload = (
  body: ReadableStream<Uint8Array> | null,
  person: Person = MEGAN,
  fileName: string | null = 'map.csv',
) => call(uploadMappingCall(ports), { connectorId, fileName, body }, person)

function granted<T>(result: ActionResult<T>): T {
  if (!result.ok) throw new Error(`Refused: ${result.error.code}`)
  return result.value
}

const uploaded = async (...pieces: (string | Uint8Array)[]) => granted(await upload(streamOf(...pieces)))
const rowsOf = async (uploadId: string, query: Record<string, unknown> = {}) =>
  granted(await call(listUploadRowsCall(ports), { uploadId, ...query }))

const HEADER = 'External User ID,Microsoft 365 User Mailbox\r\n'
const MIXED = `${HEADER}8613800138000,a@c.example\r\n8613800138001,b@c\r\n8613800138002,c@c.example\r\n+8613800138002,d@c.example\r\n13800138003,e@c.example\r\n8613800138000,a@c.example\r\n`

async function readAgain(summary: MappingUploadSummary, choice: Partial<MappingUploadSummary>) {
  const { id: uploadId, encoding, separator, defaultCountry, columns } = summary
  return call(readUploadAgainCall(ports), {
    ...{ uploadId, encoding, separator, defaultCountry, columns },
    ...choice,
  })
}

describe('an uploaded mapping file', () => {
  test('is read, counted, and compared with what is in force', async () => {
    const summary = await uploaded(MIXED.slice(0, 60), MIXED.slice(60))
    expect(summary).toMatchObject({
      ...{ connectorId, fileName: 'map.csv', sizeBytes: MIXED.length, state: 'ready', fault: null },
      ...{ encoding: 'utf-8', separator: ',', hasHeader: true, versionInForce: 0 },
      columns: { id: 0, mailbox: 1, validFrom: null, validTo: null },
      sample: [
        ['8613800138000', 'a@c.example'],
        ['8613800138001', 'b@c'],
        ['8613800138002', 'c@c.example'],
      ],
      counts: { rows: 6, valid: 2, warning: 1, error: 3, repeated: 1 },
      byCode: [
        { code: 'two-mailboxes', severity: 'error', count: 2 },
        { code: 'mailbox-invalid', severity: 'error', count: 1 },
        { code: 'number-invalid', severity: 'warning', count: 1 },
      ],
      check: { state: 'waiting', checked: 0, total: 2, problems: 0 },
      diff: { replace: { added: 2, changed: 0, removed: 0, same: 0 } },
    })
    const { rows, total } = await rowsOf(summary.id)
    expect(total).toBe(6)
    expect(rows.map(({ line, severity, otherLine }) => [line, severity, otherLine])).toEqual([
      [2, 'valid', null],
      [3, 'error', null],
      [4, 'error', 5],
      [5, 'error', 4],
      [6, 'warning', null],
      [7, 'repeated', 2],
    ])
  })

  test('shows its rows by what is wrong with them, by what they say, and by pages', async () => {
    const { id } = await uploaded(MIXED)
    const lines = async (query: Record<string, unknown>) =>
      (await rowsOf(id, query)).rows.map((row) => row.line)
    expect(await lines({ show: 'errors' })).toEqual([3, 4, 5])
    expect(await lines({ show: 'warnings' })).toEqual([6])
    expect(await lines({ code: 'two-mailboxes' })).toEqual([4, 5])
    expect(await lines({ search: 'A@C.EX' })).toEqual([2, 7])
    expect(await lines({ search: '%' })).toEqual([])
    expect(await rowsOf(id, { show: 'errors', offset: 1, limit: 1 })).toMatchObject({
      total: 3,
      rows: [{ line: 4 }],
    })
  })

  test('is read again in another way, and keeps what was found', async () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('number;mailbox\n'), 0xcd, 0xf5, 0x3b, 0x78])
    const first = await uploaded(bytes)
    expect(first).toMatchObject({ encodingFound: 'gb18030', separatorFound: ';' })
    const again = granted(await readAgain(first, { encoding: 'windows-1252' }))
    expect(again).toMatchObject({ encoding: 'windows-1252', encodingFound: 'gb18030', counts: { rows: 1 } })
    expect((await rowsOf(first.id)).rows).toMatchObject([{ rawId: 'Íõ' }])
  })

  test('whose numbers lack the country code is read with the country that was chosen', async () => {
    const first = await uploaded(`${HEADER}13800138003,e@c.example\n`)
    expect(first.byCode).toEqual([{ code: 'number-invalid', severity: 'warning', count: 1 }])
    const again = granted(await readAgain(first, { defaultCountry: 'CN' }))
    expect(again).toMatchObject({ defaultCountry: 'CN', byCode: [{ code: 'country-assumed' }] })
    expect((await rowsOf(first.id)).rows).toMatchObject([{ externalId: '8613800138003', country: 'CN' }])
  })

  test('with headings that nobody knows waits for somebody to say which column is which', async () => {
    const first = await uploaded('a,b\n8613800138000,a@c.example\n')
    expect(first).toMatchObject({
      ...{ state: 'ready', columns: null, diff: null, header: ['a', 'b'] },
      ...{ sample: [['8613800138000', 'a@c.example']], counts: { rows: 0 } },
    })
    const columns = { id: 0, mailbox: 1, validFrom: null, validTo: null }
    expect(granted(await readAgain(first, { columns }))).toMatchObject({ columns, counts: { valid: 1 } })
  })

  test.each([
    ['empty', ''],
    ['quote-open', `${HEADER}8613800138000,"a@c.example\n`],
    ['header-repeated', 'number,number,mailbox\n'],
    ['workbook', 'PK\u0003\u0004'],
  ])('that cannot be read says why: %s', async (code, text) => {
    const summary = await uploaded(text)
    expect(summary).toMatchObject({ state: 'unreadable', fault: { code }, diff: null, counts: { rows: 0 } })
    expect(await database.mappingUploadRow.count({ where: { uploadId: summary.id } })).toBe(0)
  })

  test('that is too large is counted by its bytes, and nothing of it is kept', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x31)
    const pieces = Array.from({ length: MAPPING_UPLOAD_LARGEST_BYTES / piece.length }, () => piece)
    const summary = await uploaded(...pieces, 'x')
    expect(summary).toMatchObject({ state: 'unreadable', fault: { code: 'too-large', line: 1 } })
    expect(await database.mappingUploadChunk.count({ where: { uploadId: summary.id } })).toBe(0)
  })

  test('leaves nothing when it is broken off', async () => {
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(new TextEncoder().encode(HEADER))
        await setImmediate()
        controller.error(new Error('The connection was closed.'))
      },
    })
    expect(await upload(body)).toEqual(refuse('cancelled'))
    expect(await database.mappingUpload.count({ where: { tenantId } })).toBe(0)
  })

  test('takes the place of the one before, of the same person and connector only', async () => {
    const first = await uploaded(MIXED)
    const ofAlex = granted(await upload(streamOf(MIXED), { id: 'alex' }))
    const second = await uploaded(MIXED)
    const left = await database.mappingUpload.findMany({ where: { tenantId }, select: { id: true } })
    expect(left.map(({ id }) => id).sort()).toEqual([ofAlex.id, second.id].sort())
    expect(await call(findUploadCall(ports), { uploadId: first.id })).toEqual(refuse('upload-gone'))
  })

  test('is there for nobody else', async () => {
    const { id: uploadId } = await uploaded(MIXED)
    const others: Person[] = [{ id: 'alex' }, { ...MEGAN, tenant: randomUUID() }]
    for (const person of others) {
      if (person.tenant) await database.tenant.create({ data: { id: person.tenant } })
      expect(await call(findUploadCall(ports), { uploadId }, person)).toEqual(refuse('upload-gone'))
      expect(await call(listUploadRowsCall(ports), { uploadId }, person)).toEqual(refuse('upload-gone'))
      expect(await call(downloadProblemRowsCall(ports, inCodes), { uploadId }, person)).toEqual(
        refuse('upload-gone'),
      )
      await call(discardUploadCall(ports), { uploadId }, person)
    }
    expect(await call(findUploadCall(ports), { uploadId })).toMatchObject({ ok: true })
    const reader = { ...MEGAN, role: 'DataConnector.Reader' as const }
    expect(await upload(streamOf(MIXED), reader)).toMatchObject({ error: { code: 'no-permission' } })
  })

  test('goes when it is discarded, and after a day', async () => {
    const discarded = await uploaded(MIXED)
    granted(await call(discardUploadCall(ports), { uploadId: discarded.id }))
    expect(await database.mappingUploadRow.count({ where: { uploadId: discarded.id } })).toBe(0)

    const kept = await uploaded(MIXED)
    now = new Date(now.getTime() + 24 * 3_600_000)
    expect(await call(findUploadCall(ports), { uploadId: kept.id })).toEqual(refuse('upload-gone'))
    await deleteExpiredMappingUploads(database, now)
    expect(await database.mappingUpload.count({ where: { id: kept.id } })).toBe(0)
    expect(await database.mappingUploadRow.count({ where: { uploadId: kept.id } })).toBe(0)
  })

  test('says what its confirmation would change', async () => {
    const first = await uploaded(`${HEADER}8613800138000,a@c.example\n8613800138001,b@c.example\n`)
    const key = { tenantId, connectorId }
    await withTenant(database, tenantId, (transaction) =>
      applyUpload(transaction, {
        ...{ ...key, id: randomUUID(), uploadId: first.id, way: 'replace', file: null },
        createdBy: { id: 'megan', name: 'Megan' },
      }),
    )
    const next = await uploaded(`${HEADER}8613800138000,z@c.example\n8613800138005,b@c.example\n`)
    expect(next).toMatchObject({
      versionInForce: 1,
      diff: {
        replace: { added: 1, changed: 1, removed: 1, same: 0 },
        merge: { added: 1, changed: 1, removed: 0, same: 1 },
      },
    })
  })
})

/** As the app says it in words. */
const inCodes = async () => (problem: { codes: string[]; otherLine: number | null }) =>
  problem.otherLine === null
    ? problem.codes.join('; ')
    : `${problem.codes.join('; ')} (line ${problem.otherLine})`

describe('the file of problem rows', () => {
  async function download(uploadId: string): Promise<string> {
    const { text } = granted(await call(downloadProblemRowsCall(ports, inCodes), { uploadId }))
    let file = ''
    for await (const piece of text) file += piece
    return file
  }

  test('has the rows as they stand in the file, with line and problem, for spreadsheets', async () => {
    const { id } = await uploaded(MIXED)
    expect(await download(id)).toBe(
      [
        `${CSV_BYTE_ORDER_MARK}External User ID,Microsoft 365 User Mailbox,Line,Problem`,
        '8613800138001,b@c,3,mailbox-invalid',
        '8613800138002,c@c.example,4,two-mailboxes (line 5)',
        `"'+8613800138002",d@c.example,5,two-mailboxes (line 4)`,
        '13800138003,e@c.example,6,number-invalid',
        '',
      ].join('\r\n'),
    )
  })

  test('can be uploaded again, and downloaded again', async () => {
    const first = await uploaded(MIXED)
    const file = await download(first.id)
    const second = await uploaded(file)
    expect(second.counts).toEqual({ rows: 4, valid: 1, warning: 1, error: 3, repeated: 0 })
    const again = await download(second.id)
    expect(again.split('\r\n')[0]).toBe(file.split('\r\n')[0])
  })

  test('gets headings when the file has none', async () => {
    const { id } = await uploaded('8613800138000,b@c.example\n8613800138001,b@c\n')
    expect((await download(id)).split('\r\n').slice(0, 2)).toEqual([
      `${CSV_BYTE_ORDER_MARK}External User ID,Microsoft 365 User Mailbox,Line,Problem`,
      '8613800138001,b@c,2,mailbox-invalid',
    ])
  })
})
