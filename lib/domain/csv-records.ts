/** A record of a CSV file, and the physical line on which it begins, from 1, as an editor counts. */
export type CsvRecord = { line: number; fields: string[] }

/** A quote that never ends its field: everything after it would be misread. */
export class OpenQuote extends Error {
  readonly line: number
  constructor(line: number) {
    super(`The quote that begins on line ${line} does not end a field.`)
    this.line = line
  }
}

export type CsvSplitter = {
  /** The records that end within what was given so far. Throws {@link OpenQuote}. */
  push(text: string): CsvRecord[]
  /** The last record, if the text does not end with a line feed. Throws {@link OpenQuote}. */
  end(): CsvRecord[]
}

/**
 * Splits text into records, piece by piece. RFC 4180 with CR, LF and CRLF; a quote inside of a field that does not
 * begin with one is a character like any other. Stricter than a spreadsheet in one thing: what stands between a closing
 * quote and the next separator tells of a quote that was never closed, and is not guessed at.
 */
export function splitCsv(separator: string, { firstLine = 1 } = {}): CsvSplitter {
  let rest = ''
  let line = firstLine
  const take = (text: string, isLast: boolean): CsvRecord[] => {
    const records: CsvRecord[] = []
    let from = 0
    while (from < text.length) {
      const read = readRecord(text, { from, separator, line, isLast })
      if (!read) break
      records.push({ line, fields: read.fields })
      line += read.lineCount
      from = read.end
    }
    rest = text.slice(from)
    if (rest.length > LONGEST_RECORD) throw new OpenQuote(line)
    return records
  }
  return { push: (text) => take(rest + text, false), end: () => take(rest, true) }
}

/** No row of a mapping comes near it; what does is a quote that swallows the rest of the file. */
const LONGEST_RECORD = 1_000_000

type Read = { fields: string[]; lineCount: number; end: number }

/** Null: the record does not end within the text. */
function readRecord(
  text: string,
  { from, separator, line, isLast }: { from: number; separator: string; line: number; isLast: boolean },
): Read | null {
  const fields: string[] = []
  let lineCount = 0
  let at = from
  for (;;) {
    const quoteAt = skipBlanks(text, at)
    let end: number
    if (text[quoteAt] === '"') {
      const quoted = readQuoted(text, quoteAt)
      if (!quoted) {
        if (isLast) throw new OpenQuote(line + lineCount)
        return null
      }
      end = skipBlanks(text, quoted.end)
      if (end === text.length && !isLast) return null
      if (end < text.length && text[end] !== separator && !isLineEnd(text, end)) {
        throw new OpenQuote(line + lineCount)
      }
      lineCount += quoted.lineCount
      fields.push(quoted.value)
    } else {
      end = at
      while (end < text.length && text[end] !== separator && !isLineEnd(text, end)) end += 1
      if (end === text.length && !isLast) return null
      fields.push(text.slice(at, end))
    }
    if (text[end] === separator) {
      at = end + 1
      continue
    }
    if (end === text.length) return { fields, lineCount: lineCount + 1, end }
    const isCarriageReturn = text[end] === '\r'
    // Whether a line feed follows is only known with the next piece.
    if (isCarriageReturn && end + 1 === text.length && !isLast) return null
    const length = isCarriageReturn && text[end + 1] === '\n' ? 2 : 1
    return { fields, lineCount: lineCount + 1, end: end + length }
  }
}

function readQuoted(text: string, quoteAt: number): { value: string; lineCount: number; end: number } | null {
  let at = quoteAt + 1
  for (;;) {
    const next = text.indexOf('"', at)
    // A quote at the very end may be the first half of a doubled one; the caller asks for more text.
    if (next === -1) return null
    if (text[next + 1] !== '"') {
      const raw = text.slice(quoteAt + 1, next)
      const lineCount = raw.match(/\r\n|\r|\n/g)?.length ?? 0
      return { value: raw.replaceAll('""', '"'), lineCount, end: next + 1 }
    }
    at = next + 2
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return at
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 10 || code === 13
}
