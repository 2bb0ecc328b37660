export type ChineseCharset = 'gb18030' | 'gbk' | 'big5'
export type Charset = 'utf-8' | ChineseCharset

/**
 * Text in a Chinese national encoding, or null when it has a character that this encoding has not. Node only decodes
 * these, so the table is its decoder turned round.
 */
export function encodeText(text: string, charset: Charset): Buffer | null {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8')
  const table = tableOf(charset)
  const encoded: Buffer[] = []
  for (const character of text) {
    const bytes = isAscii(character) ? Buffer.from(character, 'latin1') : table.get(character)
    const found = bytes ?? (charset === 'gb18030' ? fourBytesFor(character) : null)
    if (!found) return null
    encoded.push(found)
  }
  return Buffer.concat(encoded)
}

const tables = new Map<ChineseCharset, ReadonlyMap<string, Buffer>>()

function tableOf(charset: ChineseCharset): ReadonlyMap<string, Buffer> {
  const known = tables.get(charset)
  if (known) return known
  const decoder = new TextDecoder(charset, { fatal: true })
  const table = new Map<string, Buffer>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const bytes = Buffer.from([lead, trail])
      const text = decodeOrNull(decoder, bytes)
      // One character, and not a lead byte of nothing with an ASCII character behind it.
      if (text !== null && [...text].length === 1 && !table.has(text)) table.set(text, bytes)
    }
  }
  tables.set(charset, table)
  return table
}

function decodeOrNull(decoder: TextDecoder, bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** GB 18030 numbers every character above U+FFFF in order, beginning with 90 30 81 30: emoji among them. */
function fourBytesFor(character: string): Buffer | null {
  const codePoint = character.codePointAt(0) ?? 0
  if (codePoint < 0x10000) return null
  const index = codePoint - 0x10000
  return Buffer.from([
    0x90 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1_260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ])
}

function isAscii(character: string): boolean {
  return character.charCodeAt(0) < 0x80
}
