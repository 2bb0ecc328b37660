export const CSV_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'] as const
export type CsvEncoding = (typeof CSV_ENCODINGS)[number]

export type FoundEncoding =
  | { ok: true; encoding: CsvEncoding }
  /** A file that is no text: a workbook of Excel, or whatever else. */
  | { ok: false; code: 'workbook' | 'not-text' }

/**
 * The encoding of a CSV file. "CSV" from a Chinese Excel is GB18030, from others often UTF-8 or UTF-16; statistical
 * detectors misread short files of all three, so the order is: byte order mark, strict UTF-8, UTF-16 by its NUL bytes,
 * GB18030 where every byte fits, and windows-1252 for what is left. Big5 fits GB18030 byte for byte: only a person can tell.
 */
export function findCsvEncoding(chunks: readonly Uint8Array[]): FoundEncoding {
  const start = startOf(chunks, 8)
  if (WORKBOOKS.some((signature) => signature.every((byte, at) => start[at] === byte))) {
    return { ok: false, code: 'workbook' }
  }
  const [first, second, third] = start
  if (first === 0xef && second === 0xbb && third === 0xbf) return { ok: true, encoding: 'utf-8' }
  if (first === 0xff && second === 0xfe) return { ok: true, encoding: 'utf-16le' }
  if (first === 0xfe && second === 0xff) return { ok: true, encoding: 'utf-16be' }
  const { evenNuls, oddNuls, controls } = count(chunks)
  if (evenNuls + oddNuls > 0) return findUtf16(chunks, { evenNuls, oddNuls })
  if (controls > 0) return { ok: false, code: 'not-text' }
  const fitting = (['utf-8', 'gb18030'] as const).find((encoding) => fits(chunks, encoding))
  return { ok: true, encoding: fitting ?? 'windows-1252' }
}

/** ZIP, which .xlsx is, and OLE, which .xls is. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
]

/** ASCII in UTF-16 has a NUL in every other byte, on one side; no other encoding of text has any. */
function findUtf16(
  chunks: readonly Uint8Array[],
  { evenNuls, oddNuls }: { evenNuls: number; oddNuls: number },
): FoundEncoding {
  const [less, more] = evenNuls < oddNuls ? [evenNuls, oddNuls] : [oddNuls, evenNuls]
  const sizeBytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
  if (less * 20 > more || more * 20 < sizeBytes) return { ok: false, code: 'not-text' }
  return { ok: true, encoding: oddNuls > evenNuls ? 'utf-16le' : 'utf-16be' }
}

function startOf(chunks: readonly Uint8Array[], length: number): number[] {
  const start: number[] = []
  for (const chunk of chunks) {
    start.push(...chunk.subarray(0, length - start.length))
    if (start.length === length) break
  }
  return start
}

/** Control characters that no encoding of text needs: all below a blank but tab, line feeds, form feed, ^Z and escape. */
function count(chunks: readonly Uint8Array[]) {
  let evenNuls = 0
  let oddNuls = 0
  let controls = 0
  let position = 0
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number
      if (byte >= 0x20) continue
      if (byte === 0) {
        if ((position + at) % 2 === 0) evenNuls += 1
        else oddNuls += 1
      } else if (byte < 9 || (byte > 13 && byte !== 0x1a && byte !== 0x1b)) controls += 1
    }
    position += chunk.length
  }
  return { evenNuls, oddNuls, controls }
}

function fits(chunks: readonly Uint8Array[], encoding: CsvEncoding): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for (const chunk of chunks) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}
