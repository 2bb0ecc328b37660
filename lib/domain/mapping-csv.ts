import Papa from 'papaparse'
import { normalizeExternalId } from './external-id.ts'

export const MAPPING_CSV_LARGEST_BYTES = 1024 * 1024
export const MAPPING_CSV_MOST_ROWS = 5_000

export type MappingCsvRow = { line: number; rawId: string; externalId: string; mailbox: string }

/** Lines are physical lines of the file, from 1, as an editor shows them. */
export type MappingCsvError = { line: number; rawId: string; rawMailbox: string } & (
  | {
      code:
        | 'id-missing'
        | 'id-invalid'
        | 'scientific-notation'
        | 'number-too-long'
        | 'mailbox-missing'
        | 'mailbox-invalid'
    }
  /** Both lines get it, and neither wins. */
  | { code: 'two-mailboxes'; otherLine: number }
)

/** The file as a whole cannot be read. */
export type MappingCsvFault = {
  code: 'empty' | 'too-large' | 'too-many-rows' | 'header-unknown' | 'header-repeated' | 'quote-open'
  line: number
}

export type MappingCsv =
  | { ok: true; rows: MappingCsvRow[]; errors: MappingCsvError[]; repeatedCount: number }
  | { ok: false; fault: MappingCsvFault }

/** Reads a custom mapping. Nothing is dropped silently: every line is a row, an error, a repetition or blank. */
export function parseMappingCsv(text: string): MappingCsv {
  if (new TextEncoder().encode(text).length > MAPPING_CSV_LARGEST_BYTES) return fault('too-large', 1)
  const records = splitRecords(text)
  if ('code' in records) return { ok: false, fault: records }
  const [header, ...body] = records
  if (!header) return fault('empty', 1)
  const columns = findColumns(header.fields)
  if (typeof columns === 'string') return fault(columns, header.line)
  if (body.length > MAPPING_CSV_MOST_ROWS)
    return fault('too-many-rows', body[MAPPING_CSV_MOST_ROWS]?.line ?? 1)

  const errors: MappingCsvError[] = []
  const read: MappingCsvRow[] = []
  for (const record of body) {
    const outcome = readRecord(record, columns)
    if ('code' in outcome) errors.push(outcome)
    else read.push(outcome)
  }
  const { rows, conflicts, repeatedCount } = findConflicts(read)
  return { ok: true, rows, errors: [...errors, ...conflicts].sort((a, b) => a.line - b.line), repeatedCount }
}

type CsvRecord = { line: number; fields: string[] }
type Columns = { id: number; mailbox: number }

/**
 * papaparse counts records, not lines, so the line is found by where each record ends in the text. Blank records
 * are left out here, after they were counted.
 */
function splitRecords(text: string): CsvRecord[] | MappingCsvFault {
  let rest = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  let line = 1
  // Excel writes and obeys this line; papaparse would take it for the header.
  const separatorLine = /^"?sep=([,;\t])"?\n/i.exec(rest)
  if (separatorLine) {
    rest = rest.slice(separatorLine[0].length)
    line = 2
  }
  const records: CsvRecord[] = []
  let openQuoteLine: number | null = null
  let position = 0
  Papa.parse<string[]>(rest, {
    delimiter: separatorLine?.[1] ?? guessDelimiter(rest),
    newline: '\n',
    step: ({ data, errors, meta }) => {
      if (errors.some((error) => error.code === 'MissingQuotes')) openQuoteLine ??= line
      if (data.some((field) => field.trim() !== '')) records.push({ line, fields: data })
      line += countLineFeeds(rest, position, meta.cursor)
      position = meta.cursor
    },
  })
  if (openQuoteLine !== null) return { code: 'quote-open', line: openQuoteLine }
  return records
}

function countLineFeeds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** European Excel separates by semicolon. The header decides: mailboxes and numbers hold none of the three. */
function guessDelimiter(text: string): string {
  const header = text.split('\n').find((candidate) => candidate.trim() !== '') ?? ''
  return [';', '\t'].find((delimiter) => header.includes(delimiter) && !header.includes(',')) ?? ','
}

/** Microsoft's two header sets and a plain one; case, blanks and punctuation do not matter. */
const ID_HEADERS = ['externaluserid', 'number', 'mobilenumber', 'phonenumber']
const MAILBOX_HEADERS = ['o365usermailbox', 'microsoft365usermailbox', 'mailbox']

function findColumns(fields: string[]): Columns | 'header-unknown' | 'header-repeated' {
  const names = fields.map((field) => field.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const positionsOf = (known: string[]) =>
    names.flatMap((name, position) => (known.includes(name) ? [position] : []))
  const [id, otherId] = positionsOf(ID_HEADERS)
  const [mailbox, otherMailbox] = positionsOf(MAILBOX_HEADERS)
  if (id === undefined || mailbox === undefined) return 'header-unknown'
  if (otherId !== undefined || otherMailbox !== undefined) return 'header-repeated'
  return { id, mailbox }
}

const LONGEST_VALUE = 320
/** An Exchange address needs a domain with a dot; the rest is for the directory to say. */
const MAILBOX = /^[^\s@,;<>"']+@[^\s@,;<>"']+\.[^\s@,;<>"']+$/
/** A tab or a NUL in an id is a damaged file, and Postgres cannot store the latter. */
const CONTROL = /\p{Cc}/u

function readRecord(record: CsvRecord, columns: Columns): MappingCsvRow | MappingCsvError {
  const { line } = record
  const rawId = (record.fields[columns.id] ?? '').trim()
  const rawMailbox = (record.fields[columns.mailbox] ?? '').trim()
  const externalId = normalizeExternalId(rawId)
  const wrong = (code: Exclude<MappingCsvError['code'], 'two-mailboxes'>) => ({
    line,
    code,
    rawId: rawId.slice(0, LONGEST_VALUE),
    rawMailbox: rawMailbox.slice(0, LONGEST_VALUE),
  })
  if (externalId === '') return wrong('id-missing')
  if (/^'?\d(?:[.,]\d+)?E\+?\d{1,2}$/i.test(rawId)) return wrong('scientific-notation')
  if (/^\+?[\d\s().-]{16,}$/.test(rawId) && !/^\d{7,15}$/.test(externalId)) return wrong('number-too-long')
  if (externalId.length > LONGEST_VALUE || CONTROL.test(rawId) || !rawId.isWellFormed()) {
    return wrong('id-invalid')
  }
  const mailbox = rawMailbox.normalize('NFKC').toLowerCase()
  if (mailbox === '') return wrong('mailbox-missing')
  if (mailbox.length > LONGEST_VALUE || CONTROL.test(mailbox) || !MAILBOX.test(mailbox)) {
    return wrong('mailbox-invalid')
  }
  return { line, rawId, externalId, mailbox }
}

/** One number for two mailboxes: a guess would put messages into a wrong one. */
function findConflicts(read: MappingCsvRow[]) {
  const byId = Map.groupBy(read, (row) => row.externalId)
  const rows: MappingCsvRow[] = []
  const conflicts: MappingCsvError[] = []
  for (const [first, ...others] of byId.values()) {
    if (!first) continue
    const different = others.find((row) => row.mailbox !== first.mailbox)
    if (!different) {
      rows.push(first)
      continue
    }
    for (const row of [first, ...others]) {
      const other = row.mailbox === first.mailbox ? different : first
      const { line, rawId, mailbox: rawMailbox } = row
      conflicts.push({ line, code: 'two-mailboxes', rawId, rawMailbox, otherLine: other.line })
    }
  }
  return { rows, conflicts, repeatedCount: read.length - rows.length - conflicts.length }
}

function fault(code: MappingCsvFault['code'], line: number): MappingCsv {
  return { ok: false, fault: { code, line } }
}
