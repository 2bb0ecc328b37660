import yauzl from 'yauzl'
import type { PackageRefusal } from '#lib/sync/ports/package-format.ts'
import { BufferedFileReader } from './buffered-file-reader.ts'
import { decodeEntryName, isSafeEntryName } from './entry-name.ts'
import type { PackageLimits } from './package-limits.ts'
import type { ZipEntry } from './read-zip-entry.ts'

export type ZipDirectory = { ok: true; entries: ZipEntry[] } | PackageRefusal

/** Reads and judges the central directory of an open ZIP file (ZIP64 too). Folders are left out. */
export async function readZipDirectory(
  fd: number,
  fileBytes: number,
  limits: PackageLimits,
): Promise<ZipDirectory> {
  let zip: yauzl.ZipFile
  try {
    const reader = new BufferedFileReader(fd, fileBytes)
    const options = { autoClose: false, lazyEntries: true, decodeStrings: false }
    zip = await yauzl.fromRandomAccessReaderPromise(reader, fileBytes, options)
  } catch (error) {
    return refusal('not-a-zip', messageOf(error))
  }
  if (zip.entryCount > limits.maxEntries) {
    return refusal(
      'too-many-entries',
      `The package holds ${zip.entryCount} entries; ${limits.maxEntries} are the limit.`,
    )
  }
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  try {
    for await (const raw of zip.eachEntry()) {
      const entry = toZipEntry(raw)
      const refused = judge(raw, entry, names, limits)
      if (refused) return refused
      names.add(entry.name)
      if (!entry.name.endsWith('/')) entries.push(entry)
    }
  } catch (error) {
    const detail = messageOf(error)
    return refusal(/encryption/i.test(detail) ? 'encrypted' : 'not-a-zip', detail)
  }
  return judgeWhole(entries, fileBytes, limits) ?? { ok: true, entries }
}

function toZipEntry(raw: yauzl.Entry): ZipEntry {
  return {
    name: decodeEntryName(raw.fileNameRaw),
    offset: raw.relativeOffsetOfLocalHeader,
    compressedBytes: raw.compressedSize,
    sizeBytes: raw.uncompressedSize,
    crc32: raw.crc32,
    isDeflated: raw.compressionMethod === DEFLATED,
  }
}

const STORED = 0
const DEFLATED = 8

function judge(
  raw: yauzl.Entry,
  entry: ZipEntry,
  names: ReadonlySet<string>,
  limits: PackageLimits,
): PackageRefusal | null {
  const bareName = entry.name.replace(/\/$/, '')
  if (!isSafeEntryName(bareName, limits.maxNameLength)) {
    return refusal('entry-name-unsafe', `An entry has the name ${JSON.stringify(entry.name.slice(0, 200))}.`)
  }
  if (names.has(entry.name)) return refusal('entry-name-unsafe', `Two entries have the name ${entry.name}.`)
  if (raw.isEncrypted()) return refusal('encrypted', `${entry.name} is encrypted.`)
  if (raw.compressionMethod !== STORED && raw.compressionMethod !== DEFLATED) {
    return refusal(
      'not-a-zip',
      `${entry.name} is compressed by method ${raw.compressionMethod}, which is not supported.`,
    )
  }
  if (entry.sizeBytes > limits.maxEntryBytes) {
    return refusal(
      'too-large',
      `${entry.name} has ${entry.sizeBytes} bytes; ${limits.maxEntryBytes} are the limit.`,
    )
  }
  // Deflate never makes data much larger; what claims so would have a worker read gigabytes for one message.
  if (entry.compressedBytes > limits.maxEntryBytes + limits.maxManifestBytes) {
    return refusal('too-large', `${entry.name} takes ${entry.compressedBytes} bytes of the package.`)
  }
  return null
}

function judgeWhole(
  entries: readonly ZipEntry[],
  fileBytes: number,
  limits: PackageLimits,
): PackageRefusal | null {
  const totalBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0)
  const compressedBytes = entries.reduce((sum, entry) => sum + entry.compressedBytes, 0)
  if (totalBytes > limits.maxTotalBytes) {
    return refusal(
      'too-large',
      `The package unpacks to ${totalBytes} bytes; ${limits.maxTotalBytes} are the limit.`,
    )
  }
  if (totalBytes > limits.ratioCountsAboveBytes && totalBytes > fileBytes * limits.maxRatio) {
    return refusal(
      'too-large',
      `The package unpacks to ${totalBytes} bytes, more than ${limits.maxRatio} times its size.`,
    )
  }
  // Entries that share their data are how a small file becomes an endless one.
  if (compressedBytes > fileBytes) {
    return refusal(
      'too-large',
      `The entries of the package take ${compressedBytes} bytes, and the file has ${fileBytes}.`,
    )
  }
  return null
}

function refusal(reason: PackageRefusal['reason'], detail: string): PackageRefusal {
  return { ok: false, reason, detail }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
