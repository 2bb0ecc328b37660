/** How the library decodes the body of one part, line by line. */
export type PartDecoder = {
  update(line: Uint8Array): void
  finalize(): Promise<ArrayBuffer>
}

type LibraryDecoder = PartDecoder & {
  chunks: (Uint8Array | ArrayBuffer | string)[]
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
}

/**
 * A decoder that gathers what it decoded in one growing buffer, in place of the library's. That one makes a Blob of one
 * piece a line, or a base64 unit: half a minute for a megabyte of short lines, measured.
 */
export function collectLinearly(decoder: PartDecoder, lines: PartLines): PartDecoder {
  return decoder instanceof LinearDecoder ? decoder : new LinearDecoder(decoder as LibraryDecoder, lines)
}

class LinearDecoder implements PartDecoder {
  readonly #decoder: LibraryDecoder
  readonly #lines: PartLines
  readonly #encoding: 'base64' | 'quoted-printable' | 'none'
  /** Belongs to the content only when another line follows: the one before a boundary is the boundary's (RFC 2046 5.1.1). */
  #pendingLineEnd: Uint8Array | null = null
  #bytes = Buffer.alloc(0)
  #length = 0

  constructor(decoder: LibraryDecoder, lines: PartLines) {
    this.#decoder = decoder
    this.#lines = lines
    const isQuoted = decoder.flushBuffer !== undefined
    this.#encoding = decoder.flushRemainder ? 'base64' : isQuoted ? 'quoted-printable' : 'none'
  }

  update(line: Uint8Array): void {
    if (this.#encoding === 'base64') {
      this.#decoder.update(line)
      this.#takeChunks()
      return
    }
    if (this.#pendingLineEnd) this.#append(this.#pendingLineEnd)
    const isQuoted = this.#encoding === 'quoted-printable'
    const isSoftEnd = isQuoted && line.at(-1) === EQUALS
    const content = isSoftEnd ? line.subarray(0, -1) : line
    this.#append(isQuoted ? unquoted(content) : content)
    this.#pendingLineEnd = isSoftEnd ? null : this.#lines.isFile ? this.#lines.lineEnd().slice() : LF
  }

  async finalize(): Promise<ArrayBuffer> {
    if (this.#encoding === 'base64') {
      this.#decoder.flushRemainder?.()
      this.#takeChunks()
    }
    const { isFile, isWholeMessage } = this.#lines
    if (this.#pendingLineEnd && (!isFile || isWholeMessage)) this.#append(this.#pendingLineEnd)
    return new Uint8Array(this.#bytes.subarray(0, this.#length)).buffer
  }

  #takeChunks(): void {
    for (const chunk of this.#decoder.chunks.splice(0)) {
      this.#append(typeof chunk === 'string' ? Buffer.from(chunk) : new Uint8Array(chunk))
    }
  }

  #append(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length
    if (needed > this.#bytes.length) {
      // Doubling: each byte is copied twice at most, however many there will be.
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2, 1024))
      this.#bytes.copy(grown, 0, 0, this.#length)
      this.#bytes = grown
    }
    this.#bytes.set(bytes, this.#length)
    this.#length = needed
  }
}

const LF = Uint8Array.of(0x0a)
const EQUALS = 0x3d

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
