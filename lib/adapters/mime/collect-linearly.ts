/** How the library decodes the body of one part, line by line. */
export type PartDecoder = {
  update(line: Uint8Array): void
  finalize(): Promise<ArrayBuffer>
  chunks: (Uint8Array | ArrayBuffer | string)[]
  /** Base64's unfinished unit. */
  flushRemainder?(): void
  /** Quoted-printable's unfinished block. */
  flushBuffer?(): void
}

/**
 * A decoder that gathers what it decoded in one growing buffer. The library's own makes a Blob of one piece a line, or a
 * base64 unit: half a minute and half a gigabyte for 10 MB of short lines, measured.
 */
export function collectLinearly(decoder: PartDecoder): PartDecoder {
  return decoder instanceof LinearDecoder ? decoder : new LinearDecoder(decoder)
}

class LinearDecoder implements PartDecoder {
  readonly chunks: PartDecoder['chunks'] = []
  readonly #decoder: PartDecoder
  readonly #isPlain: boolean
  #bytes = Buffer.alloc(0)
  #length = 0

  constructor(decoder: PartDecoder) {
    this.#decoder = decoder
    this.#isPlain = !decoder.flushRemainder && !decoder.flushBuffer
    this.#takeChunks()
  }

  update(line: Uint8Array): void {
    if (this.#isPlain) {
      this.#append(line)
      this.#append(LINE_END)
      return
    }
    this.#decoder.update(line)
    this.#takeChunks()
  }

  async finalize(): Promise<ArrayBuffer> {
    this.#decoder.flushRemainder?.()
    this.#decoder.flushBuffer?.()
    this.#takeChunks()
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

const LINE_END = Uint8Array.of(0x0a)
