import type { HeaderField } from '#lib/domain/item-identity.ts'

export type MessageParts = {
  /** In document order, duplicates included. */
  fields: HeaderField[]
  /** Everything behind the blank line that ends the header. */
  body: Uint8Array
  /** Header and body without what mail tools put before a message: a byte order mark, an mbox line, blank lines. */
  message: Uint8Array
}

/**
 * Splits a message into the fields of its header and its body, without decoding the body.
 *
 * Never throws. A line that is no field is passed over; a header that does not end within `MAX_HEADER_BYTES` ends
 * there, and what follows counts as body.
 */
export function readHeaders(bytes: Uint8Array): MessageParts {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const message = buffer.subarray(startOfHeader(buffer))
  const { headerEnd, bodyStart } = boundsOfHeader(message)
  const text = message.toString('latin1', 0, headerEnd)
  return { fields: fieldsOf(text), body: message.subarray(bodyStart), message }
}

/** Exchange Online takes 256 KB of header. Four times that is room for everything real. */
const MAX_HEADER_BYTES = 1024 * 1024

const LF = 0x0a
const CR = 0x0d

function startOfHeader(buffer: Buffer): number {
  let start = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0
  const skipBlankLines = () => {
    while (start < buffer.length && (buffer[start] === LF || buffer[start] === CR)) start += 1
  }
  skipBlankLines()
  if (buffer.toString('latin1', start, start + 5) === 'From ') {
    const lineEnd = buffer.indexOf(LF, start)
    if (lineEnd >= 0) start = lineEnd + 1
    skipBlankLines()
  }
  return start
}

function boundsOfHeader(message: Buffer): { headerEnd: number; bodyStart: number } {
  const limit = Math.min(message.length, MAX_HEADER_BYTES)
  for (let lineStart = 0; lineStart < limit; ) {
    const lineEnd = message.indexOf(LF, lineStart)
    if (lineEnd < 0 || lineEnd >= limit) break
    const isBlank = lineEnd === lineStart || (lineEnd === lineStart + 1 && message[lineStart] === CR)
    if (isBlank) return { headerEnd: lineStart, bodyStart: lineEnd + 1 }
    lineStart = lineEnd + 1
  }
  return { headerEnd: limit, bodyStart: limit }
}

function fieldsOf(text: string): HeaderField[] {
  const unfolded: string[][] = []
  for (const rawLine of text.split('\n')) {
    const line = rawLine.endsWith('\r') ? rawLine.slice(0, -1) : rawLine
    const current = unfolded.at(-1)
    if (line.startsWith(' ') || line.startsWith('\t')) current?.push(line)
    else unfolded.push([line])
  }
  const fields: HeaderField[] = []
  for (const lines of unfolded) {
    const line = lines.join('')
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon).trimEnd()
    if (!isFieldName(name)) continue
    fields.push({ name: name.toLowerCase(), value: printable(decodeRawBytes(line.slice(colon + 1))).trim() })
  }
  return fields
}

/** RFC 5322 3.6.8: printable US-ASCII without colon and space. */
function isFieldName(name: string): boolean {
  return name.length <= 256 && /^[!-9;-~]+$/.test(name)
}

/**
 * Text of a value that came as one character a byte. Bytes above 127 are not allowed there without SMTPUTF8, and
 * come all the same: as UTF-8, or, this being WeChat's world, in the Chinese national encoding.
 */
function decodeRawBytes(value: string): string {
  if (!/[\u0080-\u00ff]/.test(value)) return value
  const bytes = Buffer.from(value, 'latin1')
  for (const decoder of RAW_DECODERS) {
    try {
      return decoder.decode(bytes)
    } catch {
      // Not this one: fatal decoders refuse what is not theirs.
    }
  }
  return WESTERN_DECODER.decode(bytes)
}

const RAW_DECODERS = [new TextDecoder('utf-8', { fatal: true }), new TextDecoder('gb18030', { fatal: true })]
const WESTERN_DECODER = new TextDecoder('windows-1252')

/** A control character in a header is an accident or an attack, and PostgreSQL takes no NUL in a text. */
function printable(value: string): string {
  return value.replace(/\p{Cc}/gu, ' ')
}
