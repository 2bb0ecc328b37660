import { crc32 } from 'node:zlib'

/** What an id names. A move gives an item a new ordinary id: its generation changes. The immutable id has none. */
export type IdContent = {
  kind: 'folder' | 'message' | 'immutable-message' | 'attachment'
  mailbox: number
  number: number
  generation: number
}

const KINDS = ['folder', 'message', 'immutable-message', 'attachment'] as const
const PREFIXES: Record<IdContent['kind'], string> = {
  folder: 'AQMkAD',
  message: 'AAMkAG',
  'immutable-message': 'AAkALg',
  attachment: 'AAMkAB',
}
const SUFFIX = 'AAA='
const BODY_BYTES = 18

/**
 * Ids as Exchange gives them: long, opaque, and different in case only from one another, so that a client which compares
 * them without regard to case, or leaves `=` out, is found out.
 */
export function toOpaqueId(content: IdContent): string {
  // Written over for every id: its bytes become text before anything else runs.
  const body = SCRATCH
  body.writeUInt8(KINDS.indexOf(content.kind), 4)
  body.writeUInt8(content.generation & 0xff, 5)
  body.writeUIntBE(content.mailbox, 6, 6)
  body.writeUIntBE(content.number, 12, 6)
  body.writeUInt32BE(crc32(CHECKED), 0)
  // Spreads the check sum over the text: neighbours share no visible prefix.
  for (let index = 4; index < BODY_BYTES; index += 1)
    body[index] = (body[index] as number) ^ (body[index % 4] as number)
  return `${PREFIXES[content.kind]}${body.toString('base64url')}${SUFFIX}`
}

const SCRATCH = Buffer.alloc(BODY_BYTES)
const CHECKED = SCRATCH.subarray(4)

/** Null when the text was never given out as an id. */
export function fromOpaqueId(id: string): IdContent | null {
  const body = Buffer.from(id.slice(6, -SUFFIX.length), 'base64url')
  if (body.length !== BODY_BYTES || !id.endsWith(SUFFIX)) return null
  for (let index = 4; index < BODY_BYTES; index += 1)
    body[index] = (body[index] ?? 0) ^ (body[index % 4] ?? 0)
  if (body.readUInt32BE(0) !== crc32(body.subarray(4))) return null
  const kind = KINDS[body.readUInt8(4)]
  if (kind === undefined || !id.startsWith(PREFIXES[kind])) return null
  return {
    kind,
    generation: body.readUInt8(5),
    mailbox: body.readUIntBE(6, 6),
    number: body.readUIntBE(12, 6),
  }
}
