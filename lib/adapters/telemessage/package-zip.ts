import { type FileHandle, open } from 'node:fs/promises'
import type {
  OpenPackage,
  PackageEntry,
  PackageFormat,
  PackageRefusal,
} from '#lib/sync/ports/package-format.ts'
import { decodeEntryName } from './entry-name.ts'
import { PackageError } from './package-error.ts'
import { PACKAGE_LIMITS, type PackageLimits } from './package-limits.ts'
import { parseManifest, refuseManifest } from './package-manifest.ts'
import { createReadAhead, type ReadAt, readAt } from './read-ahead.ts'
import { readZipDirectory } from './read-zip-directory.ts'
import { readZipEntry, type ZipEntry } from './read-zip-entry.ts'
import { streamZipEntry } from './stream-zip-entry.ts'

/** TeleMessage's packages: a ZIP file of messages and one `.mf` manifest. */
export function createZipPackageFormat(limits: PackageLimits = PACKAGE_LIMITS): PackageFormat {
  return {
    async open(path) {
      const file = await open(path, 'r')
      try {
        const opened = await openPackage(file, limits)
        if (!opened.ok) await file.close()
        return opened
      } catch (error) {
        await file.close()
        throw error
      }
    },
  }
}

async function openPackage(
  file: FileHandle,
  limits: PackageLimits,
): Promise<{ ok: true; package: OpenPackage } | PackageRefusal> {
  const { size: fileBytes } = await file.stat()
  const directory = await readZipDirectory(file.fd, fileBytes, limits)
  if (!directory.ok) return directory

  const manifests = directory.entries.filter((entry) => MANIFEST_NAME.test(entry.name))
  const messages = directory.entries.filter((entry) => !MANIFEST_NAME.test(entry.name))
  const [manifest] = manifests
  if (!manifest || manifests.length > 1) {
    return refusal(
      'manifest-missing',
      `The package holds ${manifests.length} manifests (.mf); it must hold one.`,
    )
  }
  if (manifest.sizeBytes > limits.maxManifestBytes) {
    return refusal(
      'too-large',
      `The manifest has ${manifest.sizeBytes} bytes; ${limits.maxManifestBytes} are the limit.`,
    )
  }
  const text = await readManifestText(file, manifest)
  if (text === null) return refusal('not-a-zip', `The manifest ${manifest.name} is damaged.`)
  const refused = refuseManifest(parseManifest(text), messages)
  return refused ?? { ok: true, package: new ZipPackage(file, messages) }
}

const MANIFEST_NAME = /\.mf$/i

async function readManifestText(file: FileHandle, manifest: ZipEntry): Promise<string | null> {
  try {
    return decodeEntryName(await readZipEntry((position, length) => readAt(file, position, length), manifest))
  } catch (error) {
    if (error instanceof PackageError) return null
    throw error
  }
}

class ZipPackage implements OpenPackage {
  readonly entries: readonly PackageEntry[]
  readonly #file: FileHandle
  readonly #readAt: ReadAt
  readonly #zipEntries: readonly ZipEntry[]

  constructor(file: FileHandle, zipEntries: readonly ZipEntry[]) {
    this.#file = file
    this.#readAt = createReadAhead(file)
    this.#zipEntries = zipEntries
    this.entries = zipEntries.map(({ name, offset, compressedBytes, sizeBytes }, index) => ({
      index,
      name,
      offset,
      compressedBytes,
      sizeBytes,
    }))
  }

  async read(entry: PackageEntry): Promise<Uint8Array> {
    return readZipEntry(this.#readAt, this.#find(entry))
  }

  stream(entry: PackageEntry): AsyncIterable<Uint8Array> {
    return streamZipEntry(this.#file, this.#find(entry))
  }

  #find(entry: PackageEntry): ZipEntry {
    const zipEntry = this.#zipEntries[entry.index]
    // An entry that was remembered from another package would give a stranger's message.
    if (!zipEntry || zipEntry.name !== entry.name || zipEntry.offset !== entry.offset) {
      throw new PackageError(`This package has no entry ${entry.index} with the name ${entry.name}.`)
    }
    return zipEntry
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

function refusal(reason: PackageRefusal['reason'], detail: string): PackageRefusal {
  return { ok: false, reason, detail }
}
