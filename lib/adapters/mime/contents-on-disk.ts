import { createReadStream } from 'node:fs'
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AttachmentContent, StoredContent } from '#lib/domain/attachment-content.ts'
import { ContentInMemory, type PartContent, type PartContents } from './part-contents.ts'
import { TextBudget } from './text-budget.ts'

/** Below this a content is cheaper in memory, and Graph takes it in the creating request. */
export const STORED_ABOVE_BYTES = 1024 * 1024

/**
 * The contents of one message, the large ones in files of a folder of their own, as they come. `release` deletes it;
 * when the process dies instead, the scratch directory is what is to be emptied.
 */
export class ContentsOnDisk implements PartContents {
  readonly #folder: string
  readonly #storedAboveBytes: number
  readonly #text = new TextBudget()
  readonly #open = new Set<ContentOnDisk>()
  readonly #stored = new Map<ArrayBuffer | Uint8Array, StoredContent>()
  #files = 0

  private constructor(folder: string, storedAboveBytes: number) {
    this.#folder = folder
    this.#storedAboveBytes = storedAboveBytes
  }

  static async in(scratchDirectory: string, storedAboveBytes: number): Promise<ContentsOnDisk> {
    return new ContentsOnDisk(await mkdtemp(join(scratchDirectory, 'message-')), storedAboveBytes)
  }

  open(isText: boolean): PartContent {
    if (isText) return this.#text.open()
    const content = new ContentOnDisk(this.#nextPath(), (marker, stored) => {
      this.#open.delete(content)
      if (stored) this.#stored.set(marker, stored)
    })
    this.#open.add(content)
    return content
  }

  async settle(): Promise<void> {
    for (const content of this.#open) await content.settle(this.#storedAboveBytes)
  }

  of(content: ArrayBuffer | Uint8Array): AttachmentContent {
    return this.#stored.get(content) ?? (content instanceof Uint8Array ? content : new Uint8Array(content))
  }

  /** Writes away what is no part: a whole message. */
  async store(pieces: AsyncIterable<Uint8Array>): Promise<AttachmentContent> {
    const content = this.open(false)
    for await (const piece of pieces) {
      content.append(piece)
      await this.settle()
    }
    return this.of(await content.finalize())
  }

  async release(): Promise<void> {
    for (const content of this.#open) await content.close()
    await rm(this.#folder, { recursive: true, force: true })
  }

  #nextPath(): string {
    this.#files += 1
    return join(this.#folder, String(this.#files))
  }
}

class ContentOnDisk implements PartContent {
  readonly #path: string
  readonly #finished: (marker: ArrayBuffer, stored: StoredContent | null) => void
  #waiting = new ContentInMemory()
  #file: FileHandle | null = null
  #storedBytes = 0

  constructor(path: string, finished: (marker: ArrayBuffer, stored: StoredContent | null) => void) {
    this.#path = path
    this.#finished = finished
  }

  append(bytes: Uint8Array): void {
    this.#waiting.append(bytes)
  }

  async settle(storedAboveBytes: number): Promise<void> {
    if (this.#waiting.sizeBytes <= storedAboveBytes) return
    this.#file ??= await open(this.#path, 'wx', OWNER_ONLY)
    await this.#file.writeFile(this.#waiting.bytes)
    this.#storedBytes += this.#waiting.sizeBytes
    this.#waiting.clear()
  }

  async finalize(): Promise<ArrayBuffer> {
    const rest = await this.#waiting.finalize()
    if (!this.#file) {
      this.#finished(rest, null)
      return rest
    }
    await this.#file.writeFile(new Uint8Array(rest))
    await this.close()
    const [path, sizeBytes, marker] = [this.#path, this.#storedBytes + rest.byteLength, new ArrayBuffer(0)]
    this.#finished(marker, { sizeBytes, read: () => createReadStream(path) })
    return marker
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = null
  }
}

const OWNER_ONLY = 0o600
