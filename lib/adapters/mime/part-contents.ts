import type { AttachmentContent } from '#lib/domain/attachment-content.ts'

/** Where the decoded bytes of one part go. */
export type PartContent = {
  /** Bytes that are kept are copied before `settle` returns: the caller uses its memory again. */
  append(bytes: Uint8Array): void
  /** What the library keeps as the part's content; `PartContents.of` knows it again. */
  finalize(): Promise<ArrayBuffer>
}

/** Where the decoded bytes of the parts of one message go. */
export type PartContents = {
  /** @param isText the library reads the content itself: it must be in memory. */
  open(isText: boolean): PartContent
  /** Called between two pieces of a message: the time to write something away. */
  settle(): Promise<void>
  of(content: ArrayBuffer | Uint8Array): AttachmentContent
}

/** All in memory: for messages of usual size. */
export const contentsInMemory: PartContents & { of(content: ArrayBuffer | Uint8Array): Uint8Array } = {
  open: () => new ContentInMemory(),
  settle: async () => undefined,
  of: (content) => (content instanceof Uint8Array ? content : new Uint8Array(content)),
}

/** For what nobody reads: the words before the first part and behind the last one. */
export const noContent: PartContent = {
  append: () => undefined,
  finalize: async () => new ArrayBuffer(0),
}

export class ContentInMemory implements PartContent {
  #bytes = Buffer.alloc(0)
  #length = 0

  append(bytes: Uint8Array): void {
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

  clear(): void {
    this.#length = 0
  }

  get sizeBytes(): number {
    return this.#length
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  async finalize(): Promise<ArrayBuffer> {
    return new Uint8Array(this.bytes).buffer
  }
}
