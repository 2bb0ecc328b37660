import { isUtf8 } from 'node:buffer'
import { randomBytes } from 'node:crypto'

/** Shorter strings are decoded as ever. */
const LONG_BYTES = 512

/** The names under which clients send long strings that nobody here looks into. */
const KEPT_NAMES: ReadonlySet<string> = new Set(['content', 'contentBytes'])

const BACKSLASH = 0x5c

/** Stands for a LongText in JSON while it is read and written; nothing that a client sends can be the same. */
const PLACEHOLDER = `long text ${randomBytes(16).toString('hex')}:`

/** A long string of a request, not decoded: one character per byte of its UTF-8. */
export class LongText {
  readonly byteString: string
  /** In quotes, with its escapes, as it came: to write it anew would cost 30 µs for 10 KB. */
  readonly json: string

  /** @throws {SyntaxError} when it is not a string of JSON. */
  constructor(json: string) {
    this.json = json
    this.byteString = JSON.parse(json) as string
  }

  get sizeBytes(): number {
    return this.byteString.length
  }

  /** The text itself. */
  toString(): string {
    return decode(this.byteString)
  }

  /** So many bytes of its beginning, as text, without the character that is cut through. */
  beginning(bytes: number): string {
    return decode(this.byteString.slice(0, bytes)).replace(/\ufffd$/, '')
  }

  toJSON(): string {
    return PLACEHOLDER
  }
}

/**
 * Parses JSON without decoding its long strings, which are bodies and base64: as bytes all the way, 10 KB of Chinese cost
 * 25 µs to read and write; decoded and encoded again, 150. A long string under another name than `content` and
 * `contentBytes` is text as ever.
 * @throws {SyntaxError}
 */
export function parseJson(json: Buffer): unknown {
  // In JSON that is read byte by byte, \u would put a character among bytes.
  if (!isUtf8(json) || json.includes('\\u')) return JSON.parse(json.toString('utf8'))
  const { reduced, texts } = cutLongStringsOut(json.toString('latin1'))
  return decodeWithin(JSON.parse(reduced), '', texts)
}

/**
 * The members of an object as JSON in UTF-8, with everything of it but the opening brace, and `head` before them: one
 * buffer for both, since large ones cost more than what is written into them.
 * @param text what the object contains that may be a LongText; one at most.
 */
export function writeMembers(head: string, object: object, text: LongText | string): Buffer {
  const json = head + JSON.stringify(object).slice(1)
  if (typeof text === 'string') return Buffer.from(json)
  const placeholder = JSON.stringify(text.toJSON())
  const at = json.indexOf(placeholder)
  const before = json.slice(0, at)
  const after = json.slice(at + placeholder.length)
  const long = text.json
  const beforeBytes = Buffer.byteLength(before)
  const written = Buffer.allocUnsafe(beforeBytes + long.length + Buffer.byteLength(after))
  written.write(before, 0)
  written.write(long, beforeBytes, 'latin1')
  written.write(after, beforeBytes + long.length)
  return written
}

function cutLongStringsOut(json: string): { reduced: string; texts: LongText[] } {
  const texts: LongText[] = []
  let reduced = ''
  let copiedTo = 0
  let start = json.indexOf('"')
  while (start !== -1) {
    let end = json.indexOf('"', start + 1)
    while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1)
    // JSON.parse says what is wrong with a string that does not end.
    if (end === -1) break
    if (end - start > LONG_BYTES) {
      reduced += `${json.slice(copiedTo, start)}"${PLACEHOLDER}${texts.length}"`
      texts.push(new LongText(json.slice(start, end + 1)))
      copiedTo = end + 1
    }
    start = json.indexOf('"', end + 1)
  }
  return { reduced: reduced + json.slice(copiedTo), texts }
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0
  while (json.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1
  return backslashes % 2 === 1
}

function decodeWithin(value: unknown, name: string, texts: readonly LongText[]): unknown {
  if (typeof value === 'string') {
    if (!value.startsWith(PLACEHOLDER)) return decode(value)
    const text = texts[Number(value.slice(PLACEHOLDER.length))]
    return KEPT_NAMES.has(name) ? text : text?.toString()
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1)
      value[index] = decodeWithin(value[index], name, texts)
    return value
  }
  if (typeof value !== 'object' || value === null) return value
  return decodeProperties(value as Record<string, unknown>, texts)
}

function decodeProperties(value: Record<string, unknown>, texts: readonly LongText[]) {
  const names = Object.keys(value)
  if (!names.every(isPlain)) {
    const entries = names.map((name) => {
      const decoded = String(decodeWithin(name, '', texts))
      return [decoded, decodeWithin(value[name], decoded, texts)]
    })
    return Object.fromEntries(entries) as Record<string, unknown>
  }
  for (const name of names) {
    const entry = value[name]
    // Looked at here: most values are plain, and nothing has to be written back for them.
    if (typeof entry === 'string' && isPlain(entry)) continue
    if (typeof entry === 'string' || (typeof entry === 'object' && entry !== null)) {
      value[name] = decodeWithin(entry, name, texts)
    }
  }
  return value
}

/** Text already as it stands. */
function isPlain(text: string): boolean {
  return isAscii(text) && !text.startsWith(PLACEHOLDER)
}

function decode(byteString: string): string {
  return isAscii(byteString) ? byteString : Buffer.from(byteString, 'latin1').toString('utf8')
}

function isAscii(text: string): boolean {
  return !/[\x80-\xff]/.test(text)
}
