import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { applyUpload } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { MAPPING_UPLOAD_LARGEST_BYTES } from '#lib/domain/mapping-upload.ts'
import {
  granted,
  MIXED_UPLOAD,
  openUploadCalls,
  UPLOAD_HEADER,
} from '#scripts/test-support/mapping-upload-calls.ts'

const { state, database, uploaded, rowsOf, readAgain } = openUploadCalls()

describe('an uploaded mapping file', () => {
  test('is read, counted, and compared with what is in force', async () => {
    const summary = await uploaded(MIXED_UPLOAD.slice(0, 60), MIXED_UPLOAD.slice(60))
    expect(summary).toMatchObject({
      ...{
        connectorId: state.connectorId,
        fileName: 'map.csv',
        sizeBytes: MIXED_UPLOAD.length,
        state: 'ready',
        fault: null,
      },
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
      check: { state: 'waiting', checked: 0, total: 2, problems: [] },
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
    const { id } = await uploaded(MIXED_UPLOAD)
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
    const first = await uploaded(`${UPLOAD_HEADER}13800138003,e@c.example\n`)
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

  test('that is too large is counted by its bytes, and nothing of it is kept', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x31)
    const pieces = Array.from({ length: MAPPING_UPLOAD_LARGEST_BYTES / piece.length }, () => piece)
    const summary = await uploaded(...pieces, 'x')
    expect(summary).toMatchObject({ state: 'unreadable', fault: { code: 'too-large', line: 1 } })
    expect(await database().mappingUploadChunk.count({ where: { uploadId: summary.id } })).toBe(0)
  })

  test('says what its confirmation would change', async () => {
    const first = await uploaded(`${UPLOAD_HEADER}8613800138000,a@c.example\n8613800138001,b@c.example\n`)
    const key = { tenantId: state.tenantId, connectorId: state.connectorId }
    await withTenant(database(), state.tenantId, (transaction) =>
      applyUpload(transaction, {
        ...{ ...key, id: randomUUID(), uploadId: first.id, way: 'replace', file: null },
        createdBy: { id: 'megan', name: 'Megan' },
      }),
    )
    const next = await uploaded(`${UPLOAD_HEADER}8613800138000,z@c.example\n8613800138005,b@c.example\n`)
    expect(next).toMatchObject({
      versionInForce: 1,
      diff: {
        replace: { added: 1, changed: 1, removed: 1, same: 0 },
        merge: { added: 1, changed: 1, removed: 0, same: 1 },
      },
    })
  })

  test.each([
    ['empty', ''],
    ['quote-open', `${UPLOAD_HEADER}8613800138000,"a@c.example\n`],
    ['header-repeated', 'number,number,mailbox\n'],
    ['workbook', 'PK\u0003\u0004'],
  ])('that cannot be read says why: %s', async (code, text) => {
    const summary = await uploaded(text)
    expect(summary).toMatchObject({ state: 'unreadable', fault: { code }, diff: null, counts: { rows: 0 } })
    expect(await database().mappingUploadRow.count({ where: { uploadId: summary.id } })).toBe(0)
  })
})
