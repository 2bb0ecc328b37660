import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib'
import { PackageError } from './package-error.ts'
import { type ReadAt, readAt } from './read-ahead.ts'

export type ZipEntry = {
  name: string
  /** Where the local header begins. */
  offset: number
  compressedBytes: number
  sizeBytes: number
  crc32: number
  isDeflated: boolean
}

/**
 * The decoded bytes of one entry: one read from disk, never more memory than the entry says it needs.
 *
 * @throws {PackageError} when size or CRC-32 differ from what the directory says, or the data do not inflate.
 */
export async function readZipEntry(readFrom: ReadAt, entry: ZipEntry): Promise<Uint8Array> {
  const data = await readData(readFrom, entry)
  const bytes = entry.isDeflated ? await inflate(data, entry) : data
  if (bytes.length !== entry.sizeBytes)
    throw new PackageError(`${entry.name} is not as long as the package says.`)
  if (crc32(bytes) !== entry.crc32)
    throw new PackageError(`${entry.name} does not have the checksum that the package says.`)
  return bytes
}

const LOCAL_HEADER_BYTES = 30
const LOCAL_HEADER_SIGNATURE = 0x04034b50
/** Name and extra fields of a local header; where they take more, a second read follows. */
const USUAL_VARIABLE_BYTES = 512

/** Where the data of an entry begin in the file. @throws {PackageError} when there is no entry at its offset. */
export async function findEntryData(file: FileHandle, entry: ZipEntry): Promise<number> {
  return entry.offset + dataStartOf(await readAt(file, entry.offset, LOCAL_HEADER_BYTES), entry)
}

function dataStartOf(localHeader: Buffer, entry: ZipEntry): number {
  if (localHeader.length < LOCAL_HEADER_BYTES || localHeader.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE) {
    throw new PackageError(`${entry.name} is not where the package says.`)
  }
  return LOCAL_HEADER_BYTES + localHeader.readUInt16LE(26) + localHeader.readUInt16LE(28)
}

async function readData(readFrom: ReadAt, entry: ZipEntry): Promise<Buffer> {
  const guess = LOCAL_HEADER_BYTES + USUAL_VARIABLE_BYTES + entry.compressedBytes
  const chunk = await readFrom(entry.offset, guess)
  const dataStart = dataStartOf(chunk, entry)
  const dataEnd = dataStart + entry.compressedBytes
  const data =
    dataEnd <= chunk.length
      ? chunk.subarray(dataStart, dataEnd)
      : await readFrom(entry.offset + dataStart, entry.compressedBytes)
  if (data.length !== entry.compressedBytes) throw new PackageError(`${entry.name} is cut off.`)
  return data
}

const inflateAsync = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)

/** Below this the way to zlib's thread pool and back takes longer than the work; it is done in under a millisecond. */
const INFLATED_AT_ONCE_BYTES = 64 * 1024

async function inflate(data: Buffer, entry: ZipEntry): Promise<Buffer> {
  const limit = { maxOutputLength: Math.max(entry.sizeBytes, 1) }
  try {
    return entry.sizeBytes <= INFLATED_AT_ONCE_BYTES
      ? inflateRawSync(data, limit)
      : await inflateAsync(data, limit)
  } catch (cause) {
    throw new PackageError(`${entry.name} does not inflate to what the package says.`, cause)
  }
}
