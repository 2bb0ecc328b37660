/**
 * Decodes base64 in pieces, wherever it was cut, as the library does: what is not of the alphabet is passed over, and
 * padding ends a unit, because some mailers pad every line. A last character that makes no byte is dropped.
 */
export class Base64Units {
  readonly #emit: (bytes: Uint8Array) => void
  #characters = ''

  constructor(emit: (bytes: Uint8Array) => void) {
    this.#emit = emit
  }

  take(bytes: Uint8Array): void {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const characters = text.replace(NOT_OF_THE_ALPHABET, '')
    if (!characters.includes('=')) {
      this.#characters += characters
    } else {
      const units = characters.split(/=+/)
      const open = units.pop() ?? ''
      for (const unit of units) {
        this.#characters += unit
        this.end()
      }
      this.#characters = open
    }
    if (this.#characters.length < DECODED_AT_ONCE) return
    const aligned = this.#characters.length - (this.#characters.length % 4)
    this.#emit(Buffer.from(this.#characters.slice(0, aligned), 'base64'))
    this.#characters = this.#characters.slice(aligned)
  }

  /** Ends the open unit. */
  end(): void {
    if (this.#characters) this.#emit(Buffer.from(this.#characters, 'base64'))
    this.#characters = ''
  }
}

/** Node's own decoder passes blanks over as well, but takes "-" and "_" for characters. */
const NOT_OF_THE_ALPHABET = /[^A-Za-z0-9+/=]+/g
const DECODED_AT_ONCE = 64 * 1024
