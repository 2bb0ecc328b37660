import { type CsvRecord, OpenQuote } from './csv-records.ts'
import { findMappingConflicts, type MappingAmendment } from './mapping-conflicts.ts'
import { findMappingColumns, hasRepeatedHeading, isHeader } from './mapping-csv-columns.ts'
import type { CsvEncoding } from './mapping-csv-encoding.ts'
import { type MappingCsvRow, readMappingRow } from './mapping-csv-row.ts'
import {
  type CsvSeparator,
  MAPPING_UPLOAD_MOST_ROWS,
  type MappingColumns,
  type MappingCsvFault,
  type MappingUploadSummary,
} from './mapping-upload.ts'
import { type CsvBytes, readCsvRecords } from './read-csv-records.ts'

export type MappingCsvOptions = {
  encoding: CsvEncoding
  /** Null: as found. */
  separator: CsvSeparator | null
  columns: MappingColumns | null
  defaultCountry: string | null
  /** Takes rows as they are read. What it stores is void after a fault. */
  save: (rows: MappingCsvRow[]) => Promise<void>
  mostRows?: number
}

export type ReadMappingCsv = {
  separator: CsvSeparator
  separatorFound: CsvSeparator
  header: string[]
  columns: MappingColumns | null
  sample: string[][]
  counts: MappingUploadSummary['counts']
  /** Rows that are other than they were saved, for what stands further down. */
  amendments: MappingAmendment[]
  fault: MappingCsvFault | null
}

const ROWS_A_SAVE = 1_000
const SAMPLE_RECORDS = 3

/**
 * Reads a custom mapping, piece by piece. Nothing is dropped silently: every line is a row, with what is wrong with it, or
 * blank. Where the headings do not say which column is which, nothing but the first records is read.
 */
export async function readMappingCsv(chunks: CsvBytes, options: MappingCsvOptions): Promise<ReadMappingCsv> {
  const state: ReadMappingCsv = {
    separator: ',',
    separatorFound: ',',
    header: [],
    columns: null,
    sample: [],
    counts: { rows: 0, valid: 0, warning: 0, error: 0, repeated: 0 },
    amendments: [],
    fault: null,
  }
  const reader = readRows(state, options)
  try {
    const { encoding, separator } = options
    const onSeparator = (found: CsvSeparator) => {
      state.separatorFound = found
      state.separator = separator ?? found
    }
    for await (const records of readCsvRecords(chunks, { encoding, separator, onSeparator })) {
      for (const record of records) if (!(await reader.take(record))) return state
    }
    await reader.end()
  } catch (error) {
    if (!(error instanceof OpenQuote)) throw error
    await reader.fail({ code: 'quote-open', line: error.line })
  }
  return state
}

function readRows(state: ReadMappingCsv, options: MappingCsvOptions) {
  const { defaultCountry, save, mostRows = MAPPING_UPLOAD_MOST_ROWS } = options
  const conflicts = findMappingConflicts()
  const { counts } = state
  let rows: MappingCsvRow[] = []
  let isFirst = true
  let saving: Promise<void> = Promise.resolve()
  const flush = async () => {
    // The next rows are read while these are written.
    await saving
    const full = rows
    rows = []
    saving = save(full)
    saving.catch(() => undefined)
  }
  const fail = async (fault: MappingCsvFault) => {
    await saving
    state.fault = fault
    return false
  }

  return {
    fail,
    /** False: there is nothing more to read. */
    async take(record: CsvRecord): Promise<boolean> {
      if (isFirst) {
        isFirst = false
        state.header = record.fields.map((field) => field.trim())
        if (hasRepeatedHeading(state.header)) return fail({ code: 'header-repeated', line: record.line })
        state.columns = chosenColumns(options.columns, state.header)
        if (isHeader(state.header, state.columns)) return true
      }
      if (state.sample.length < SAMPLE_RECORDS) state.sample.push(record.fields)
      if (!state.columns) return state.sample.length < SAMPLE_RECORDS
      if (counts.rows === mostRows) return fail({ code: 'too-many-rows', line: record.line })
      const row = readMappingRow(record, { ordinal: counts.rows, columns: state.columns, defaultCountry })
      counts.rows += 1
      counts[row.severity] += 1
      if (row.severity !== 'error') conflicts.add(row)
      rows.push(row)
      if (rows.length === ROWS_A_SAVE) await flush()
      return true
    },
    async end(): Promise<void> {
      if (isFirst) {
        await fail({ code: 'empty', line: 1 })
        return
      }
      if (rows.length > 0) await flush()
      await saving
      state.amendments = conflicts.find()
      for (const { was, severity } of state.amendments) {
        counts[was] -= 1
        counts[severity] += 1
      }
      // What will be saved has the rows with warnings among it.
      counts.valid += counts.warning
    },
  }
}

/** Columns that the file does not have are not chosen: it may be read with another separator than when they were. */
function chosenColumns(chosen: MappingColumns | null, header: readonly string[]): MappingColumns | null {
  if (!chosen) return findMappingColumns(header)
  const positions = Object.values(chosen).filter((position) => position !== null)
  return positions.every((position) => position < header.length) ? chosen : findMappingColumns(header)
}
