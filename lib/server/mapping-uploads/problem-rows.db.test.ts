import { describe, expect, test } from 'vitest'
import { CSV_BYTE_ORDER_MARK } from '#lib/domain/csv-line.ts'
import {
  granted,
  MIXED_UPLOAD,
  openUploadCalls,
  UPLOAD_HEADER,
} from '#scripts/test-support/mapping-upload-calls.ts'
import { downloadProblemRowsCall } from './download-problem-rows.ts'
import { findUploadCall } from './find-upload.ts'
import type { ProblemWords } from './problem-rows-file.ts'

const { ports, call, database, uploaded, rowsOf } = openUploadCalls()

/** As the app says it in words. */
const inCodes =
  async () =>
  ({ codes, otherLine, directoryStatus }: Parameters<ProblemWords>[0]) =>
    [
      ...codes,
      ...(otherLine === null ? [] : [`line ${otherLine}`]),
      ...(directoryStatus === null ? [] : [directoryStatus]),
    ].join('; ')

describe('the file of problem rows', () => {
  async function download(uploadId: string): Promise<string> {
    const { text } = granted(await call(downloadProblemRowsCall(ports, inCodes), { uploadId }))
    let file = ''
    for await (const piece of text) file += piece
    return file
  }

  test('has the rows as they stand in the file, with line and problem, for spreadsheets', async () => {
    const { id } = await uploaded(MIXED_UPLOAD)
    expect(await download(id)).toBe(
      [
        `${CSV_BYTE_ORDER_MARK}External User ID,Microsoft 365 User Mailbox,Line,Problem`,
        '8613800138001,b@c,3,mailbox-invalid',
        '8613800138002,c@c.example,4,two-mailboxes; line 5',
        `"'+8613800138002",d@c.example,5,two-mailboxes; line 4`,
        '13800138003,e@c.example,6,number-invalid',
        '',
      ].join('\r\n'),
    )
  })

  test('can be uploaded again, and downloaded again', async () => {
    const first = await uploaded(MIXED_UPLOAD)
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

  test('has rows whose mailbox the directory does not find, which can be uploaded again', async () => {
    const { id } = await uploaded(`${UPLOAD_HEADER}8613800138001,a@c.example\n8613800138002,b@c.example\n`)
    await database().$executeRaw`
      update mapping_upload_row set directory_status = case line when 2 then 'found' else 'group' end
      where upload_id = ${id}::uuid`
    const file = await download(id)
    expect(file.split('\r\n').slice(1)).toEqual(['8613800138002,b@c.example,3,group', ''])
    expect(granted(await call(findUploadCall(ports), { uploadId: id })).check.problems).toEqual([
      { status: 'group', count: 1, validCount: 1 },
    ])
    const lines = async (query: object) => (await rowsOf(id, { ...query })).rows.map(({ line }) => line)
    expect(await lines({ show: 'directory' })).toEqual([3])
    expect(await lines({ status: 'found' })).toEqual([2])
    expect((await uploaded(file)).counts).toMatchObject({ rows: 1, valid: 1, error: 0 })
  })
})
