import type { HeaderField } from '#lib/domain/item-identity.ts'

export type MessageParts = {
  /** In document order, duplicates included. */
  fields: HeaderField[]
  /** Everything behind the blank line that ends the header. */
  body: Uint8Array
  /** No blank line came within `MAX_HEADER_BYTES`. */
  isHeaderCut: boolean
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
  const { headerEnd, bodyStart, isHeaderCut } = boundsOfHeader(message)
  const text = message.toString('latin1', 0, headerEnd)
  return { fields: fieldsOf(text), body: message.subarray(bodyStart), isHeaderCut, message }
}

/** Exchange Online takes 256 KB of header. Eight times that is room for everything real, and postal-mime's limit too. */
export const MAX_HEADER_BYTES = 2 * 1024 * 1024

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

function boundsOfHeader(message: Buffer): { headerEnd: number; bodyStart: number; isHeaderCut: boolean } {
  const limit = Math.min(message.length, MAX_HEADER_BYTES)
  for (let lineStart = 0; lineStart < limit; ) {
    const lineEnd = message.indexOf(LF, lineStart)
    if (lineEnd < 0 || lineEnd >= limit) break
    const isBlank = lineEnd === lineStart || (lineEnd === lineStart + 1 && message[lineStart] === CR)
    if (isBlank) return { headerEnd: lineStart, bodyStart: lineEnd + 1, isHeaderCut: false }
    lineStart = lineEnd + 1
  }
  return { headerEnd: limit, bodyStart: limit, isHeaderCut: limit < message.length }
}

function fieldsOf(text: string): HeaderField[] {
  const isPlain = !NEEDS_CLEANING.test(text)
  const fields: HeaderField[] = []
  for (let start = 0; start < text.length; ) {
    const end = endOfField(text, start)
    const line = unfolded(text.slice(start, end))
    start = end
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon).trimEnd()
    if (!isFieldName(name)) continue
    const value = line.slice(colon + 1)
    fields.push({
      name: name.toLowerCase(),
      value: (isPlain ? value : printable(decodeRawBytes(value))).trim(),
    })
  }
  return fields
}

/** Anything but printable ASCII and line ends; most headers have nothing else, and are spared two passes. */
const NEEDS_CLEANING = /[^\r\n -~]|\r(?!\n)/

/** Behind the last line of the field that begins at `start`: lines that begin with a blank continue it. */
function endOfField(text: string, start: number): number {
  let lineEnd = text.indexOf('\n', start)
  while (lineEnd >= 0 && isBlank(text.charCodeAt(lineEnd + 1))) lineEnd = text.indexOf('\n', lineEnd + 1)
  return lineEnd < 0 ? text.length : lineEnd + 1
}

function isBlank(character: number): boolean {
  return character === 0x20 || character === 0x09
}

function unfolded(field: string): string {
  return field.indexOf('\n') < field.length - 1 ? field.replace(/\r?\n/g, '') : field
}

/** RFC 5322 3.6.8: printable US-ASCII without colon and space. */
function isFieldName(name: string): boolean {
  return name.length <= 256 && /^[!-9;-~]+$/.test(name)
}

/**
 * Text of a value that came as one character a byte. Bytes above 127 are not allowed there without SMTPUTF8, and
 * come all the same: as UTF-8, or, this being WeChat's world, in the Chinese national encoding.
 */
export function decodeRawBytes(value: string): string {
  if (!HIGH_BYTE.test(value)) return value
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

const HIGH_BYTE = /[\u0080-\u00ff]/
const RAW_DECODERS = [new TextDecoder('utf-8', { fatal: true }), new TextDecoder('gb18030', { fatal: true })]
const WESTERN_DECODER = new TextDecoder('windows-1252')

/** A control character in a header is an accident or an attack, and PostgreSQL takes no NUL in a text. */
function printable(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones; \p{Cc} costs ten times as much.
  return value.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
}
