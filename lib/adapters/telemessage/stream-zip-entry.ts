import type { FileHandle } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { PackageError } from './package-error.ts'
import { readAt } from './read-ahead.ts'
import { findEntryData, type ZipEntry } from './read-zip-entry.ts'

/**
 * The decoded bytes of one entry, piece by piece: some 200 KiB of memory whatever its size. Each iteration reads it
 * from the beginning.
 *
 * @throws {PackageError} as `readZipEntry` does; what differs only at the end is known only there.
 */
export function streamZipEntry(file: FileHandle, entry: ZipEntry): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => checked(decoded(file, entry), entry) }
}

const PIECE_BYTES = 64 * 1024

async function* checked(pieces: AsyncIterable<Uint8Array>, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0
  let checksum = 0
  for await (const piece of pieces) {
    sizeBytes += piece.length
    // A bomb is not unpacked to its end only to see that it is one.
    if (sizeBytes > entry.sizeBytes) break
    checksum = crc32(piece, checksum)
    yield piece
  }
  if (sizeBytes !== entry.sizeBytes)
    throw new PackageError(`${entry.name} is not as long as the package says.`)
  if (checksum !== entry.crc32)
    throw new PackageError(`${entry.name} does not have the checksum that the package says.`)
}

async function* decoded(file: FileHandle, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const data = rawPieces(file, entry)
  if (!entry.isDeflated) return yield* data
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES })
  // Whatever fails comes out of the inflating end, which is read below.
  pipeline(Readable.from(data), inflate, () => undefined)
  try {
    for await (const piece of inflate) yield piece as Buffer
  } catch (cause) {
    if (!isZlibError(cause)) throw cause
    throw new PackageError(`${entry.name} does not inflate to what the package says.`, cause)
  }
}

async function* rawPieces(file: FileHandle, entry: ZipEntry): AsyncGenerator<Buffer> {
  const start = await findEntryData(file, entry)
  for (let done = 0; done < entry.compressedBytes; ) {
    const piece = await readAt(file, start + done, Math.min(PIECE_BYTES, entry.compressedBytes - done))
    if (piece.length === 0) throw new PackageError(`${entry.name} is cut off.`)
    done += piece.length
    yield piece
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}
