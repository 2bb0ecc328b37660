import { Base64Units } from './base64-units.ts'
import type { PartContent } from './part-contents.ts'

/** How the library decodes the body of one part, line by line. */
export type PartDecoder = {
  update(line: Uint8Array): void
  finalize(): Promise<ArrayBuffer>
}

type LibraryDecoder = PartDecoder & {
  /** Only base64's has it: the unfinished unit. */
  flushRemainder?(): void
  /** Only quoted-printable's has it: the unfinished block. */
  flushBuffer?(): void
}

export type PartLines = {
  /** A file's bytes are kept to the last line end; a text's line ends become LF, as the library does it. */
  isFile: boolean
  /** No boundary follows, so the last line end is the content's as well. */
  isWholeMessage: boolean
  /** What ended the line that is being taken. */
  lineEnd: () => Uint8Array
  openContent: () => PartContent
}

/**
 * A decoder whose cost grows with its bytes alone, in place of the library's. That one makes a Blob of one piece a
 * line, or a base64 unit: half a minute for a megabyte of short lines, measured.
 */
export function collectLinearly(decoder: PartDecoder, lines: PartLines): PartDecoder {
  return decoder instanceof LinearDecoder ? decoder : new LinearDecoder(decoder as LibraryDecoder, lines)
}

export class LinearDecoder implements PartDecoder {
  readonly #lines: PartLines
  readonly #content: PartContent
  readonly #base64: Base64Units | null
  readonly #isQuoted: boolean
  /** Belongs to the content only when another line follows: the one before a boundary is the boundary's (RFC 2046 5.1.1). */
  #pendingLineEnd: Uint8Array | null = null
  /** The end of a piece of a line that may be the beginning of an escape. */
  #carry: Uint8Array = NOTHING

  constructor(decoder: LibraryDecoder, lines: PartLines) {
    this.#lines = lines
    this.#content = lines.openContent()
    this.#base64 = decoder.flushRemainder ? new Base64Units((bytes) => this.#content.append(bytes)) : null
    this.#isQuoted = decoder.flushBuffer !== undefined
  }

  /** Whole lines, the last one with its end: many at once, because each alone costs as much as a kilobyte. */
  takeBlock(block: Uint8Array): void {
    if (this.#base64) {
      this.#base64.take(block)
      return
    }
    if (this.#isQuoted) {
      this.#takeQuotedLines(block)
      return
    }
    this.#openLine()
    const contentEnd = endOfLine(block, 0, block.length)
    const content = block.subarray(0, contentEnd)
    this.#content.append(this.#lines.isFile ? content : withPlainLineEnds(content))
    this.#pendingLineEnd = this.#lines.isFile ? Uint8Array.from(block.subarray(contentEnd)) : LINE_END
  }

  /** A piece of a line that goes on. */
  takePiece(piece: Uint8Array): void {
    if (this.#base64) {
      this.#base64.take(piece)
      return
    }
    this.#openLine()
    if (!this.#isQuoted) {
      this.#content.append(piece)
      return
    }
    const bytes = this.#withCarry(piece)
    const end = bytes.at(-1) === EQUALS ? bytes.length - 1 : bytes.length - (bytes.at(-2) === EQUALS ? 2 : 0)
    this.#content.append(unquoted(bytes.subarray(0, end)))
    this.#carry = Uint8Array.from(bytes.subarray(end))
  }

  /** A line, or the rest of one that pieces of were taken. */
  update(line: Uint8Array): void {
    if (this.#base64) {
      this.#base64.take(line)
      return
    }
    this.#takeLine(line, this.#lines.lineEnd())
  }

  #takeQuotedLines(block: Uint8Array): void {
    for (let start = 0; start < block.length; ) {
      const end = block.indexOf(LF, start) + 1
      const contentEnd = endOfLine(block, start, end)
      this.#takeLine(block.subarray(start, contentEnd), block.subarray(contentEnd, end))
      start = end
    }
  }

  #takeLine(line: Uint8Array, lineEnd: Uint8Array): void {
    this.#openLine()
    const bytes = this.#withCarry(line)
    const isSoftEnd = this.#isQuoted && bytes.at(-1) === EQUALS
    const content = isSoftEnd ? bytes.subarray(0, -1) : bytes
    this.#content.append(this.#isQuoted ? unquoted(content) : content)
    this.#pendingLineEnd = isSoftEnd ? null : this.#lines.isFile ? Uint8Array.from(lineEnd) : LINE_END
  }

  async finalize(): Promise<ArrayBuffer> {
    this.#base64?.end()
    const { isFile, isWholeMessage } = this.#lines
    if (this.#pendingLineEnd && (!isFile || isWholeMessage)) this.#content.append(this.#pendingLineEnd)
    return this.#content.finalize()
  }

  #openLine(): void {
    if (this.#pendingLineEnd) this.#content.append(this.#pendingLineEnd)
    this.#pendingLineEnd = null
  }

  #withCarry(bytes: Uint8Array): Uint8Array {
    if (this.#carry.length === 0) return bytes
    const joined = Buffer.concat([this.#carry, bytes])
    this.#carry = NOTHING
    return joined
  }
}

const NOTHING = new Uint8Array()
const LF = 0x0a
const CR = 0x0d
const EQUALS = 0x3d
const LINE_END = Uint8Array.of(LF)

/** Before the line end: a LF and CRs before it, or only CRs in a last line. */
export function endOfLine(bytes: Uint8Array, start: number, lineEnd: number): number {
  let end = bytes[lineEnd - 1] === LF ? lineEnd - 1 : lineEnd
  while (end > start && bytes[end - 1] === CR) end -= 1
  return end
}

/** CRs before a LF are dropped, others stay. */
function withPlainLineEnds(text: Uint8Array): Uint8Array {
  if (!text.includes(CR)) return text
  const bytes = new Uint8Array(text.length)
  let length = 0
  for (let index = 0; index < text.length; index += 1) {
    const byte = text[index] ?? 0
    if (byte === LF) while (length > 0 && bytes[length - 1] === CR) length -= 1
    bytes[length++] = byte
  }
  return bytes.subarray(0, length)
}

/** RFC 2045 6.7; what is no escape stays as it is. */
function unquoted(line: Uint8Array): Uint8Array {
  if (!line.includes(EQUALS)) return line
  const bytes = new Uint8Array(line.length)
  let length = 0
  for (let index = 0; index < line.length; index += 1) {
    const [high, low] = [hexDigit(line[index + 1]), hexDigit(line[index + 2])]
    const isEscape = line[index] === EQUALS && high >= 0 && low >= 0
    bytes[length++] = isEscape ? high * 16 + low : (line[index] ?? 0)
    if (isEscape) index += 2
  }
  return bytes.subarray(0, length)
}

function hexDigit(character = 0): number {
  if (character >= 0x30 && character <= 0x39) return character - 0x30
  const upper = character & 0xdf
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1
}
