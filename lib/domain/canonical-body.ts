/** A hash, or what is to be hashed later. */
export type HashInput = { update(bytes: Uint8Array): unknown }

/**
 * Feeds the body of a message to a hash as if its MIME boundaries had been drawn by rule: from where a boundary is
 * declared on, each occurrence of it counts as its number. Takes the body in pieces; where it was cut makes no
 * difference, because a place is decided only when all bytes that can matter for it are there.
 */
export class CanonicalBody {
  readonly #hash: HashInput
  readonly #isMultipart: boolean
  readonly #boundaries: Boundary[] = []
  #undecided: Buffer = Buffer.alloc(0)
  /** Within `#undecided`: a place before it belongs to a declaration, or to a boundary, that was already taken. */
  #searchedTo = 0
  #hashedTo = 0
  #batch: Buffer | null = null
  #batchedBytes = 0

  constructor(hash: HashInput, contentType: string) {
    this.#hash = hash
    this.#isMultipart = /^\s*(multipart|message)\//i.test(contentType)
    for (const [, boundary] of contentType.matchAll(DECLARATION)) this.#declare(boundary)
  }

  update(piece: Uint8Array): void {
    if (!this.#isMultipart) this.#hash.update(piece)
    else this.#take(asBuffer(piece), false)
  }

  /** With the last piece of the body, or the whole of it. */
  end(piece: Uint8Array = new Uint8Array()): void {
    if (!this.#isMultipart) this.#hash.update(piece)
    else {
      this.#take(asBuffer(piece), true)
      this.#flush()
    }
  }

  #take(piece: Buffer, isLast: boolean): void {
    const bytes = this.#undecided.length > 0 ? Buffer.concat([this.#undecided, piece]) : piece
    const end = isLast ? bytes.length : bytes.length - LONGEST_MATCH
    if (end > 0) {
      this.#decide(bytes, end)
      this.#searchedTo = Math.max(this.#searchedTo - end, 0)
      this.#hashedTo = Math.max(this.#hashedTo - end, 0)
    }
    // A copy: the caller may use its piece's memory again.
    this.#undecided = isLast ? Buffer.alloc(0) : Buffer.from(bytes.subarray(Math.max(end, 0)))
  }

  #decide(bytes: Buffer, end: number): void {
    const text = bytes.toString('latin1')
    DECLARATION.lastIndex = this.#searchedTo
    for (let found = DECLARATION.exec(text); found && found.index < end; found = DECLARATION.exec(text)) {
      this.#searchedTo = DECLARATION.lastIndex
      if (!this.#isNew(found[1])) continue
      this.#write(bytes, found.index)
      this.#declare(found[1])
    }
    this.#write(bytes, end)
  }

  #isNew(boundary: string | undefined): boundary is string {
    return (
      boundary !== undefined &&
      this.#boundaries.length < MOST_BOUNDARIES &&
      !this.#boundaries.some(({ text }) => text === boundary)
    )
  }

  #declare(boundary: string | undefined): void {
    if (!this.#isNew(boundary)) return
    const mark = Buffer.from(`\u0000${this.#boundaries.length}\u0000`)
    this.#boundaries.push({ text: boundary, token: Buffer.from(boundary, 'latin1'), mark })
  }

  /** Hashes up to `end`, or a little further when a boundary begins before it. */
  #write(bytes: Buffer, end: number): void {
    const next = this.#boundaries.map(({ token }) => indexFrom(bytes, token, this.#hashedTo))
    for (;;) {
      const first = this.#firstOf(next, end)
      if (!first) break
      this.#put(bytes.subarray(this.#hashedTo, first.start))
      this.#put(first.boundary.mark)
      this.#hashedTo = first.start + first.boundary.token.length
      for (const [index, { token }] of this.#boundaries.entries()) {
        if ((next[index] ?? 0) < this.#hashedTo) next[index] = indexFrom(bytes, token, this.#hashedTo)
      }
    }
    if (this.#hashedTo >= end) return
    this.#put(bytes.subarray(this.#hashedTo, end))
    this.#hashedTo = end
  }

  /** A nested boundary often begins with its parent's: the longer one at the same place wins. */
  #firstOf(next: readonly number[], end: number): { start: number; boundary: Boundary } | null {
    let first: { start: number; boundary: Boundary } | null = null
    for (const [index, boundary] of this.#boundaries.entries()) {
      const start = next[index] ?? end
      if (start >= end || (first && start > first.start)) continue
      if (first && start === first.start && boundary.token.length <= first.boundary.token.length) continue
      first = { start, boundary }
    }
    return first
  }

  /** A megabyte of tiny pieces would be a hundred thousand calls of the hash, each as dear as a kilobyte of it. */
  #put(piece: Buffer): void {
    if (this.#batchedBytes + piece.length > BATCH_BYTES) this.#flush()
    if (piece.length > BATCH_BYTES) {
      this.#hash.update(piece)
      return
    }
    this.#batch ??= Buffer.allocUnsafe(BATCH_BYTES)
    this.#batch.set(piece, this.#batchedBytes)
    this.#batchedBytes += piece.length
  }

  #flush(): void {
    if (this.#batch && this.#batchedBytes > 0) this.#hash.update(this.#batch.subarray(0, this.#batchedBytes))
    this.#batchedBytes = 0
  }
}

/**
 * RFC 2046 allows 70 characters. Boundaries of less than eight are too likely to occur in a text by chance; taking
 * them for content costs at most a second copy.
 */
export const DECLARATION = /boundary\s{0,32}=\s{0,32}"?([^"\s;]{8,70})/gi

type Boundary = { text: string; token: Buffer; mark: Buffer }

/** Bytes that one declaration can have, and more than any boundary has. */
const LONGEST_MATCH = 8 + 32 + 1 + 32 + 1 + 70
/** A message with more nested multiparts than Exchange's depth of 30 is hostile; the rest counts as content. */
const MOST_BOUNDARIES = 64
/** Fits Node's buffer pool. */
const BATCH_BYTES = 2 * 1024

function indexFrom(bytes: Buffer, token: Buffer, from: number): number {
  const index = bytes.indexOf(token, from)
  return index < 0 ? Number.POSITIVE_INFINITY : index
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
