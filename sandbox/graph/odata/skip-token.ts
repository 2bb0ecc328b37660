import { crc32 } from 'node:zlib'
import { badRequest } from '../graph-refusal.ts'

const BYTES = 12

/** Where a next page begins, as text that only this service can make: whoever counts pages by himself is found out. */
export function toSkipToken(position: number): string {
  const token = Buffer.alloc(BYTES)
  token.writeBigUInt64BE(BigInt(position), 4)
  token.writeUInt32BE(crc32(token.subarray(4)), 0)
  return token.toString('base64url')
}

/** @throws {GraphRefusal} when the text was never given out. */
export function fromSkipToken(text: string): number {
  const token = Buffer.from(text, 'base64url')
  if (token.length !== BYTES || token.readUInt32BE(0) !== crc32(token.subarray(4))) {
    throw badRequest(
      'The $skiptoken is not one that this service has given out. Follow @odata.nextLink as it is.',
    )
  }
  return Number(token.readBigUInt64BE(4))
}
