import { CSV_SEPARATORS, type CsvSeparator } from './mapping-upload.ts'

/** Excel writes and obeys a first line that names the separator; it is no record. */
const SEPARATOR_LINE = /^"?sep=([,;\t])"?[ \t]*(?:\r\n|\r|\n)/i

/**
 * How the fields of a CSV file are separated, from its beginning. European Excel uses a semicolon. The first line that is not
 * blank decides, where numbers, mailboxes and their headings hold none of the three outside of quotes.
 */
export function findSeparator(start: string): { separator: CsvSeparator; skippedLength: number } {
  const named = SEPARATOR_LINE.exec(start)
  if (named) return { separator: named[1] as CsvSeparator, skippedLength: named[0].length }
  const first = start.split(/\r\n|\r|\n/).find((line) => /[^\s,;]/.test(line)) ?? ''
  const unquoted = first.replace(/"[^"]*"/g, '')
  const countOf = (separator: string) => unquoted.split(separator).length
  const [most] = [...CSV_SEPARATORS].sort((a, b) => countOf(b) - countOf(a))
  return { separator: most ?? ',', skippedLength: 0 }
}
