import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * A real PNG: a gradient, with `noise` (0 to 255) added to every pixel. Noise does not compress, so it decides the size:
 * with 255 the file has about `width * height * 3` bytes. The same arguments give the same picture.
 */
export function drawPng(width: number, height: number, noise: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  let random = 2_463_534_242
  let position = 0
  for (let y = 0; y < height; y += 1) {
    position += 1 // the row's filter: none
    for (let x = 0; x < width; x += 1) {
      for (const base of [(x * 255) / width, (y * 255) / height, 160]) {
        random ^= random << 13
        random ^= random >>> 17
        random ^= random << 5
        rows[position] = (base + ((random >>> 8) % (noise + 1))) & 0xff
        position += 1
      }
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8) // 8 bits a channel, RGB
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
