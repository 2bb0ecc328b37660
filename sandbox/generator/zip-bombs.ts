import { constants, crc32, deflateRawSync } from 'node:zlib'
import type { RawZipEntry } from './build-zip.ts'
import { accepted, type PackageRecipe, refused, zipWith } from './hostile-package.ts'

const MIB = 1024 * 1024

/** Small files that would become large: by compression, by claims, by sharing. Nothing here is large on disk. */
export function zipBombs(): PackageRecipe[] {
  const zeros = (name: string, mib: number, more: Partial<RawZipEntry> = {}): RawZipEntry => ({
    name,
    content: Buffer.alloc(0),
    method: 8,
    data: deflatedZeros(mib),
    crc32: crc32OfZeros(mib),
    declaredBytes: mib * MIB,
    ...more,
  })
  const many = (count: number, make: (name: string) => RawZipEntry) =>
    Array.from({ length: count }, (_, n) => make(`${n}.eml`))
  return [
    refused('bomb-by-ratio', 'too-large', 'A thousand bytes from each: 1.1 GB in 1.2 MB.', () => {
      const one = zeros('', 130)
      return zipWith(many(9, (name) => ({ ...one, name })))
    }),
    refused('bomb-by-one-claim', 'too-large', 'One message that says it has 4 GB.', (entry) =>
      zipWith([entry('a.eml'), entry('b.eml', { declaredBytes: 0xfffffffe })]),
    ),
    refused(
      'bomb-by-many-claims',
      'too-large',
      'Five hundred messages that say they have 150 MB each.',
      () => {
        const one = zeros('', 1, { declaredBytes: 150 * MIB })
        return zipWith(many(500, (name) => ({ ...one, name })))
      },
    ),
    refused('bomb-by-sharing', 'too-large', 'A hundred entries that all point to the same data.', () => {
      const first = zeros('0.eml', 8)
      return zipWith([
        first,
        ...many(100, (name) => ({
          ...first,
          name: `shared-${name}`,
          data: Buffer.alloc(0),
          declaredCompressedBytes: first.data?.length ?? 0,
          localHeaderOffset: 0,
        })),
      ])
    }),
    refused('bomb-by-count', 'too-many-entries', 'Says that it has three million entries.', (entry) =>
      claimingEntries(zipWith([entry('a.eml')]), 3_000_000),
    ),
    accepted(
      'bomb-that-lies',
      'Says a hundred bytes, and inflates to 130 MB: that message alone is unreadable.',
      ['a.eml', 'b.eml'],
      (entry) => zipWith([entry('a.eml'), zeros('b.eml', 130, { declaredBytes: 100 })]),
      ['b.eml'],
    ),
    accepted(
      'size-overstated',
      'Says more than there is.',
      ['a.eml', 'b.eml'],
      (entry) => zipWith([entry('a.eml'), entry('b.eml', { declaredBytes: 1_000_000 })]),
      ['b.eml'],
    ),
  ]
}

/** A deflate stream of so many MiB of zeros, made of one compressed MiB again and again. */
function deflatedZeros(mib: number): Buffer {
  const one = deflateRawSync(Buffer.alloc(MIB), { finishFlush: constants.Z_FULL_FLUSH })
  const lastBlock = Buffer.from([0x03, 0x00])
  return Buffer.concat([...Array.from({ length: mib }, () => one), lastBlock])
}

function crc32OfZeros(mib: number): number {
  const zeros = Buffer.alloc(MIB)
  let checksum = 0
  for (let n = 0; n < mib; n += 1) checksum = crc32(zeros, checksum)
  return checksum
}

/** Puts the ZIP64 end of directory in, which has room for a count that the old one has not. */
function claimingEntries(zip: Buffer, count: number): Buffer {
  const end = Buffer.from(zip.subarray(-22))
  const body = zip.subarray(0, -22)
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50, 0)
  end64.writeBigUInt64LE(44n, 4)
  end64.writeUInt16LE(45, 12)
  end64.writeUInt16LE(45, 14)
  end64.writeBigUInt64LE(BigInt(count), 24)
  end64.writeBigUInt64LE(BigInt(count), 32)
  end64.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40)
  end64.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(body.length), 8)
  locator.writeUInt32LE(1, 16)
  end.writeUInt16LE(0xffff, 8)
  end.writeUInt16LE(0xffff, 10)
  return Buffer.concat([body, end64, locator, end])
}
