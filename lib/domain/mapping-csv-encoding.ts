export const CSV_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'] as const
export type CsvEncoding = (typeof CSV_ENCODINGS)[number]

/**
 * Decodes a CSV file of unknown encoding. "CSV" from a Chinese Excel is GB18030, from others often UTF-8 or UTF-16;
 * statistical detectors misread short files of all three, so the order is: byte order mark, strict UTF-8, UTF-16 by
 * its NUL bytes, and what is left is GB18030.
 */
export function decodeCsv(bytes: Uint8Array): { text: string; encoding: CsvEncoding } {
  const encoding = encodingOf(bytes)
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

function encodingOf(bytes: Uint8Array): CsvEncoding {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  for (const [position, byte] of bytes.subarray(0, SAMPLE_BYTES).entries()) {
    if (byte === 0) zeros[position % 2] = (zeros[position % 2] ?? 0) + 1
  }
  // ASCII text in UTF-16 has a NUL in every other byte; no other encoding of text has any.
  const [evenZeros = 0, oddZeros = 0] = zeros
  if (evenZeros + oddZeros > 0) return oddZeros >= evenZeros ? 'utf-16le' : 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'gb18030'
}

const SAMPLE_BYTES = 4_096

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
