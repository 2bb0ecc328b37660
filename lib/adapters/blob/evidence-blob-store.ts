import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { BlobServiceClient, type BlockBlobClient, type ContainerClient, RestError } from '@azure/storage-blob'
import type { EvidenceAccess, EvidenceStore } from '#lib/sync/ports/evidence-store.ts'

export type EvidenceBlobStoreOptions = {
  connectionString: string
  container: string
  /** Longest time without a byte of progress. */
  idleTimeoutMs: number
}

export class EvidenceError extends Error {
  readonly code: 'evidence_conflict' | 'evidence_missing' | 'evidence_damaged' | 'evidence_source_changed'

  constructor(code: EvidenceError['code'], message: string) {
    super(message)
    this.name = 'EvidenceError'
    this.code = code
  }
}

/** Packages as they were delivered, in Azure Storage: written once, never overwritten, and checked when read. */
export class EvidenceBlobStore implements EvidenceStore, EvidenceAccess {
  readonly #container: ContainerClient
  readonly #idleTimeoutMs: number
  #containerMade: Promise<unknown> | null = null

  constructor({ connectionString, container, idleTimeoutMs }: EvidenceBlobStoreOptions) {
    this.#idleTimeoutMs = idleTimeoutMs
    const service = BlobServiceClient.fromConnectionString(connectionString, {
      retryOptions: { maxTries: MAX_TRIES, retryDelayInMs: 500, maxRetryDelayInMs: 5_000 },
    })
    this.#container = service.getContainerClient(container)
  }

  /** @throws {EvidenceError} `evidence_conflict` when the name is taken by other content. */
  async put(
    blobName: string,
    fromPath: string,
    content: { sizeBytes: number; sha256: string },
  ): Promise<void> {
    await this.#ensureContainer()
    const blob = this.#container.getBlockBlobClient(blobName)
    const existing = await this.#storedSha256(blob)
    if (existing !== null) return refuseOther(existing, content.sha256, blobName)

    // What is stored under a hash must have it, or it could never be fetched again.
    const source = await hashFile(fromPath)
    if (source.sizeBytes !== content.sizeBytes || source.sha256 !== content.sha256) {
      throw new EvidenceError(
        'evidence_source_changed',
        `The file for ${blobName} is not the one that was downloaded.`,
      )
    }
    try {
      await this.#withIdleDeadline((progress) =>
        blob.uploadFile(fromPath, {
          ...progress,
          blockSize: BLOCK_BYTES,
          concurrency: BLOCKS_IN_FLIGHT,
          conditions: { ifNoneMatch: '*' },
          metadata: { sha256: content.sha256 },
          blobHTTPHeaders: { blobContentType: 'application/zip' },
        }),
      )
    } catch (error) {
      if (!isTaken(error)) throw error
      // Another worker was faster, or the answer to a first try was lost.
      refuseOther(await this.#storedSha256(blob), content.sha256, blobName)
    }
  }

  /** @throws {EvidenceError} `evidence_missing` or `evidence_damaged`; nothing is left at `toPath` then. */
  async fetch(blobName: string, toPath: string, sha256: string): Promise<void> {
    const blob = this.#container.getBlockBlobClient(blobName)
    const temporaryPath = `${toPath}.${randomUUID()}.part`
    try {
      await this.#withIdleDeadline((progress) =>
        blob.downloadToFile(temporaryPath, 0, undefined, { ...progress, maxRetryRequests: MAX_TRIES }),
      )
      const stored = await hashFile(temporaryPath)
      if (stored.sha256 !== sha256) {
        throw new EvidenceError(
          'evidence_damaged',
          `${blobName} in the evidence store does not have its hash.`,
        )
      }
      await rename(temporaryPath, toPath)
    } catch (error) {
      await rm(temporaryPath, { force: true })
      if (statusOf(error) === 404)
        throw new EvidenceError('evidence_missing', `${blobName} is not in the evidence store.`)
      throw error
    }
  }

  /**
   * Stages a block and never commits it: that needs the right to write and makes no blob, which a container that keeps
   * everything for years could not lose again. Azure forgets the block after a week.
   */
  async tryWriting(signal: AbortSignal): ReturnType<EvidenceAccess['tryWriting']> {
    const stage = () =>
      this.#container
        .getBlockBlobClient(WRITE_CHECK)
        .stageBlock(WRITE_CHECK_BLOCK, 'x', 1, { abortSignal: signal })
    try {
      await stage().catch(async (error: unknown) => {
        if (statusOf(error) !== 404) throw error
        await this.#container.createIfNotExists({ abortSignal: signal })
        return stage()
      })
      return { ok: true }
    } catch (error) {
      if (signal.aborted || !(error instanceof RestError)) throw error
      const code = error.code ?? `http-${error.statusCode}`
      return { ok: false, reason: error.statusCode ? 'refused' : 'unreachable', code }
    }
  }

  #ensureContainer(): Promise<unknown> {
    this.#containerMade ??= this.#withIdleDeadline((progress) =>
      this.#container.createIfNotExists({ abortSignal: progress.abortSignal }),
    ).catch((error: unknown) => {
      this.#containerMade = null
      throw error
    })
    return this.#containerMade
  }

  /** The hash that a blob was stored under, `''` when it has none, null when there is no blob. */
  async #storedSha256(blob: BlockBlobClient): Promise<string | null> {
    try {
      const properties = await this.#withIdleDeadline((progress) =>
        blob.getProperties({ abortSignal: progress.abortSignal }),
      )
      return properties.metadata?.sha256 ?? ''
    } catch (error) {
      if (statusOf(error) === 404) return null
      throw error
    }
  }

  async #withIdleDeadline<T>(
    work: (progress: { abortSignal: AbortSignal; onProgress: () => void }) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController()
    const deadline = setTimeout(() => controller.abort(), this.#idleTimeoutMs)
    try {
      return await work({ abortSignal: controller.signal, onProgress: () => deadline.refresh() })
    } finally {
      clearTimeout(deadline)
    }
  }
}

const WRITE_CHECK = '.write-check'
const WRITE_CHECK_BLOCK = Buffer.from(WRITE_CHECK).toString('base64')

/** The storage service is rarely away for longer; the run that needs it tries again anyway. */
const MAX_TRIES = 4
const BLOCK_BYTES = 8 * 1024 * 1024
const BLOCKS_IN_FLIGHT = 4

function refuseOther(storedSha256: string | null, sha256: string, blobName: string): void {
  if (storedSha256 === sha256) return
  throw new EvidenceError(
    'evidence_conflict',
    `${blobName} is in the evidence store already, with other content.`,
  )
}

async function hashFile(path: string): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    sizeBytes += chunk.length
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

function isTaken(error: unknown): boolean {
  const status = statusOf(error)
  return status === 409 || status === 412
}

function statusOf(error: unknown): number | undefined {
  return error instanceof RestError ? error.statusCode : undefined
}
