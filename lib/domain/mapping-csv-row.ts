import type { CsvRecord } from './csv-records.ts'
import { readMappingDate } from './mapping-date.ts'
import { isMailbox, normalizeMailbox } from './mapping-mailbox.ts'
import { type ReadNumber, readMappingNumber } from './mapping-number.ts'
import {
  MAPPING_ERROR_CODES,
  type MappingColumns,
  type MappingRowCode,
  type MappingSeverity,
  type MappingUploadRow,
} from './mapping-upload.ts'

/** A row as it was read, before anybody has asked the directory. */
export type MappingCsvRow = Omit<MappingUploadRow, 'displayName' | 'directoryStatus'>

const LONGEST_SHOWN = 320

/** Reads one record. Nothing is dropped: what is wrong with it stands beside what it says. */
export function readMappingRow(
  { line, fields }: CsvRecord,
  {
    ordinal,
    columns,
    defaultCountry,
  }: { ordinal: number; columns: MappingColumns; defaultCountry: string | null },
): MappingCsvRow {
  const rawId = (fields[columns.id] ?? '').trim()
  const rawMailbox = (fields[columns.mailbox] ?? '').trim()
  const isShort = fields.length <= Math.max(columns.id, columns.mailbox)
  const number: ReadNumber = readMappingNumber(rawId, defaultCountry)
  const mailbox = normalizeMailbox(rawMailbox)
  const from = readDate(fields, columns.validFrom)
  const to = readDate(fields, columns.validTo)
  const codes: MappingRowCode[] = isShort ? ['too-few-columns'] : [...number.codes]
  if (!isShort) {
    if (mailbox === '') codes.push('mailbox-missing')
    else if (!isMailbox(mailbox)) codes.push('mailbox-invalid')
    if (from.isWrong || to.isWrong) codes.push('date-invalid')
    else if (from.date !== null && to.date !== null && from.date > to.date) codes.push('dates-reversed')
  }
  return {
    ordinal,
    line,
    rawId: shown(rawId),
    rawMailbox: shown(rawMailbox),
    externalId: shown(number.externalId),
    mailbox: shown(mailbox),
    validFrom: from.date,
    validTo: to.date,
    severity: severityOf(codes),
    codes,
    otherLine: null,
    country: number.country,
  }
}

const ERRORS: ReadonlySet<string> = new Set(MAPPING_ERROR_CODES)

function severityOf(codes: readonly MappingRowCode[]): MappingSeverity {
  if (codes.length === 0) return 'valid'
  return codes.some((code) => ERRORS.has(code)) ? 'error' : 'warning'
}

function readDate(
  fields: readonly string[],
  column: number | null,
): { date: string | null; isWrong: boolean } {
  const raw = column === null ? '' : (fields[column] ?? '').trim()
  if (raw === '') return { date: null, isWrong: false }
  const date = readMappingDate(raw)
  return { date, isWrong: date === null }
}

/** What of a value can be stored and shown. */
function shown(value: string): string {
  const cut = value.length > LONGEST_SHOWN ? value.slice(0, LONGEST_SHOWN) : value
  const stored = cut.includes('\u0000') ? cut.replaceAll('\u0000', '') : cut
  return stored.isWellFormed() ? stored : stored.toWellFormed()
}
