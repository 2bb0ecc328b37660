import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type CsvEncoding, findCsvEncoding } from './mapping-csv-encoding.ts'
import type { MappingCsvRow } from './mapping-csv-row.ts'
import { readMappingCsv } from './read-mapping-csv.ts'

const FOLDER = join(import.meta.dirname, 'nasty-csv')
/** Small pieces, so that records, quotes and characters are cut everywhere. */
const PIECE_BYTES = 7

/** What becomes of a file, as somebody would expect who knows what is in it. */
type Outcome = {
  /** Only said where it is not the one that is found: nothing tells Big5 from GB18030. */
  chosenEncoding?: CsvEncoding
  /** What whoever uploads it has chosen. */
  defaultCountry?: string
  encoding?: CsvEncoding
  separator?: string
  fault?: string
  columns?: 'not known'
  /** Line, id, mailbox, severity, and what is the matter. */
  rows?: [number, string, string, string, ...string[]][]
}

const expected = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Record<string, Outcome>
const files = readdirSync(FOLDER).filter((name) => name !== 'expected.json')

async function read(bytes: Uint8Array, wanted: Outcome): Promise<Outcome> {
  const found = findCsvEncoding([bytes])
  if (!found.ok) return { fault: found.code }
  const saved: MappingCsvRow[] = []
  const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, at) =>
    bytes.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES),
  )
  const outcome = await readMappingCsv(pieces, {
    encoding: wanted.chosenEncoding ?? found.encoding,
    separator: null,
    columns: null,
    defaultCountry: wanted.defaultCountry ?? null,
    save: async (rows) => void saved.push(...rows),
  })
  const { fault, columns, amendments } = outcome
  if (fault) return { encoding: found.encoding, fault: `${fault.code} in line ${fault.line}` }
  const asFound = { encoding: found.encoding, separator: outcome.separatorFound }
  if (!columns) return { ...asFound, columns: 'not known' }
  return {
    ...asFound,
    rows: saved.map((row) => {
      const amended = amendments.find(({ ordinal }) => ordinal === row.ordinal)
      const codes = amended?.severity === 'error' ? [...row.codes, 'two-mailboxes'] : row.codes
      const other = amended ? [`line ${amended.otherLine}`] : []
      return [row.line, row.externalId, row.mailbox, amended?.severity ?? row.severity, ...codes, ...other]
    }),
  }
}

describe('a nasty file', () => {
  test('has an expectation, and each expectation has its file', () => {
    expect(files.toSorted()).toEqual(Object.keys(expected).toSorted())
  })

  test.each(files)('%s is read as somebody would expect who knows what is in it', async (name) => {
    const { chosenEncoding, defaultCountry, ...outcome } = expected[name] ?? {}
    const choices = { ...(chosenEncoding && { chosenEncoding }), ...(defaultCountry && { defaultCountry }) }
    expect(await read(readFileSync(join(FOLDER, name)), choices)).toEqual(outcome)
  })
})
