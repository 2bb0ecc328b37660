import { type CsvRecord, splitCsv } from './csv-records.ts'
import { findSeparator } from './csv-separator.ts'
import type { CsvEncoding } from './mapping-csv-encoding.ts'
import type { CsvSeparator } from './mapping-upload.ts'

export type CsvBytes = Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** Enough for a separator line and a header; a first record that is longer is none. */
const START_CHARACTERS = 64 * 1024

/** The records of a CSV file that are not blank, as its bytes come. Throws `OpenQuote`. */
export async function* readCsvRecords(
  chunks: CsvBytes,
  {
    encoding,
    separator,
    onSeparator,
  }: {
    encoding: CsvEncoding
    /** Null: as found. */
    separator: CsvSeparator | null
    /** What was found, before the first record. */
    onSeparator?: (found: CsvSeparator) => void
  },
): AsyncGenerator<CsvRecord[]> {
  const decoder = new TextDecoder(encoding)
  const open = (start: string) => {
    const found = findSeparator(start)
    onSeparator?.(found.separator)
    const splitter = splitCsv(separator ?? found.separator, { firstLine: found.skippedLength > 0 ? 2 : 1 })
    return { splitter, records: splitter.push(start.slice(found.skippedLength)) }
  }
  let start = ''
  let opened: ReturnType<typeof open> | null = null
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    if (opened) yield filled(opened.splitter.push(text))
    else {
      start += text
      if (start.length < START_CHARACTERS) continue
      opened = open(start)
      yield filled(opened.records)
    }
  }
  const last = decoder.decode()
  if (opened) yield filled(opened.splitter.push(last))
  else {
    opened = open(start + last)
    yield filled(opened.records)
  }
  yield filled(opened.splitter.end())
}

function filled(records: CsvRecord[]): CsvRecord[] {
  return records.filter(({ fields }) => fields.some((field) => field.trim() !== ''))
}
