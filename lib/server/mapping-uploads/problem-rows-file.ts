import type { Database } from '#lib/db/client.ts'
import { listProblemRows } from '#lib/db/mapping-upload-rows.ts'
import { findMappingUploadChunk, type MappingUploadRecord, readingOf } from '#lib/db/mapping-uploads.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { CSV_BYTE_ORDER_MARK, csvLine } from '#lib/domain/csv-line.ts'
import { isHeader } from '#lib/domain/mapping-csv-columns.ts'
import type { MappingUploadRow } from '#lib/domain/mapping-upload.ts'
import { readCsvRecords } from '#lib/domain/read-csv-records.ts'

type Problem = Pick<
  MappingUploadRow,
  'ordinal' | 'line' | 'codes' | 'otherLine' | 'country' | 'directoryStatus'
>

/** What is the matter with a row. */
export type ProblemWords = (
  problem: Pick<Problem, 'codes' | 'otherLine' | 'country' | 'directoryStatus'>,
) => string

/** The columns that are added; a file that was downloaded, mended and downloaded again has them already. */
const LINE = 'Line'
const PROBLEM = 'Problem'
const ROWS_A_READ = 500
const HEADINGS_WITHOUT_HEADER = { id: 'External User ID', mailbox: 'Microsoft 365 User Mailbox' }

/**
 * The rows with errors and warnings, and those whose mailbox the directory does not find, as they stand in the file, with their line and what is wrong: to be mended and uploaded
 * again. The file is read anew, a piece at a time.
 */
export async function* writeProblemRows(source: {
  database: Database
  upload: MappingUploadRecord
  words: ProblemWords
}): AsyncGenerator<string> {
  const { database, upload, words } = source
  const { header, columns, encoding, separator } = readingOf(upload)
  if (!columns) return
  const hasHeader = isHeader(header, columns)
  const kept = header.flatMap((name, at) => (hasHeader && [LINE, PROBLEM].includes(name) ? [] : [at]))
  const headings = hasHeader ? header : header.map((_, at) => headingOf(at, columns))
  yield CSV_BYTE_ORDER_MARK
  yield csvLine([...kept.map((at) => headings[at] ?? ''), LINE, PROBLEM])
  const problems = readProblems(database, upload)
  let problem = (await problems.next()).value
  let ordinal = hasHeader ? -1 : 0
  for await (const records of readCsvRecords(chunksOf(database, upload), { encoding, separator })) {
    for (const { fields } of records) {
      if (!problem) return
      if (problem.ordinal === ordinal) {
        yield csvLine([...kept.map((at) => (fields[at] ?? '').trim()), problem.line, words(problem)])
        problem = (await problems.next()).value
      }
      ordinal += 1
    }
  }
}

function headingOf(at: number, columns: { id: number; mailbox: number }): string {
  if (at === columns.id) return HEADINGS_WITHOUT_HEADER.id
  return at === columns.mailbox ? HEADINGS_WITHOUT_HEADER.mailbox : ''
}

async function* readProblems(
  database: Database,
  { id, tenantId }: MappingUploadRecord,
): AsyncGenerator<Problem, undefined> {
  let after = -1
  for (;;) {
    const page = await withTenant(database, tenantId, (transaction) =>
      listProblemRows(transaction, { tenantId, uploadId: id }, { after, limit: ROWS_A_READ }),
    )
    yield* page
    after = page.at(-1)?.ordinal ?? after
    if (page.length < ROWS_A_READ) return undefined
  }
}

async function* chunksOf(
  database: Database,
  { id, tenantId }: MappingUploadRecord,
): AsyncGenerator<Uint8Array> {
  for (let ordinal = 0; ; ordinal += 1) {
    const chunk = await withTenant(database, tenantId, (transaction) =>
      findMappingUploadChunk(transaction, { tenantId, uploadId: id, ordinal }),
    )
    if (!chunk) return
    yield chunk
  }
}
