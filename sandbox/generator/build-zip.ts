import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a ZIP file, and everything about it that may be a lie. */
export type RawZipEntry = {
  name: string | Buffer
  content: Buffer
  /** The bytes as they lie in the file; without them, `content` deflated or stored. */
  data?: Buffer
  method?: number
  /** General purpose flags; the UTF-8 flag (0x800) unless given. */
  flags?: number
  crc32?: number
  declaredBytes?: number
  declaredCompressedBytes?: number
  /** Another place than the entry's own: entries that share their data. */
  localHeaderOffset?: number
}

const STORED = 0
const DEFLATED = 8
const UTF8_NAME = 0x800
/** 1 January 2026, 00:00, as DOS writes it: the same bytes on every day. */
const DOS_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1

/**
 * A ZIP file written byte by byte, for what no ZIP library writes: false sizes, checksums and flags, unsafe names,
 * shared data.
 */
export function buildZip(entries: readonly RawZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const records: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const one = described(entry)
    const local = Buffer.concat([localHeader(one), one.name, one.data])
    records.push(centralRecord(one, entry.localHeaderOffset ?? offset), one.name)
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(records)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

type Described = {
  name: Buffer
  data: Buffer
  method: number
  flags: number
  crc32: number
  compressedBytes: number
  sizeBytes: number
}

function described(entry: RawZipEntry): Described {
  const method = entry.method ?? (entry.content.length > 0 ? DEFLATED : STORED)
  const data = entry.data ?? (method === DEFLATED ? deflateRawSync(entry.content) : entry.content)
  return {
    name: typeof entry.name === 'string' ? Buffer.from(entry.name, 'utf8') : entry.name,
    data,
    method,
    flags: entry.flags ?? UTF8_NAME,
    crc32: entry.crc32 ?? crc32(entry.content),
    compressedBytes: entry.declaredCompressedBytes ?? data.length,
    sizeBytes: entry.declaredBytes ?? entry.content.length,
  }
}

function localHeader(entry: Described): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  writeCommon(header, 6, entry)
  return header
}

function centralRecord(entry: Described, localHeaderOffset: number): Buffer {
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(20, 4)
  record.writeUInt16LE(20, 6)
  writeCommon(record, 8, entry)
  record.writeUInt32LE(localHeaderOffset, 42)
  return record
}

/** The fields that stand in both headers, in one order: flags, method, time, checksum, sizes, length of the name. */
function writeCommon(header: Buffer, position: number, entry: Described): void {
  header.writeUInt16LE(entry.flags, position)
  header.writeUInt16LE(entry.method, position + 2)
  header.writeUInt16LE(DOS_DATE, position + 6)
  header.writeUInt32LE(entry.crc32, position + 8)
  header.writeUInt32LE(entry.compressedBytes, position + 12)
  header.writeUInt32LE(entry.sizeBytes, position + 16)
  header.writeUInt16LE(entry.name.length, position + 20)
}
