import { createHash, hash as hashAtOnce } from 'node:crypto'
import { CanonicalBody, DECLARATION } from './canonical-body.ts'

/** Identity of an item: never subject, time or Message-ID alone. */
export type HashedContent = {
  /** SHA-256 (hex) over the canonical content: without transport headers, capture owner's headers and MIME boundaries. */
  contentSha256: string
  /** `X-TELEMESSAGE-ArchiveMessageID`; without it the Message-ID; without both the empty string. */
  archiveMessageId: string
}

/** A header field as it stands in the message: name in lower case, value unfolded, undecoded. */
export type HeaderField = { name: string; value: string }

/**
 * Hashes what a message says, and leaves out how it came here. A re-export with other Received headers, another
 * Return-Path or other MIME boundaries is the same item.
 *
 * The header fields that count are listed, not those that don't: a relay may add any header, and an unknown one
 * must not make a second copy of an item in a mailbox. Message-ID does not count: it stands in for a missing
 * archive message id instead, and 28 % of a public set of real messages have none.
 */
export function identifyItem(fields: readonly HeaderField[], body: Uint8Array): HashedContent {
  if (body.length > HASHED_AT_ONCE_BYTES) return identifyInPieces(fields).end(body)
  const text = Buffer.from(canonicalText(fields))
  // A boundary's mark is shorter than any boundary: what is hashed is no longer than what came.
  const bytes = Buffer.allocUnsafe(text.length + body.length)
  let length = text.copy(bytes)
  const input = {
    update: (piece: Uint8Array) => {
      bytes.set(piece, length)
      length += piece.length
    },
  }
  new CanonicalBody(input, firstValue(fields, 'content-type')).end(body)
  return {
    contentSha256: hashAtOnce('sha256', bytes.subarray(0, length)),
    archiveMessageId: archiveMessageIdOf(fields),
  }
}

/** A hash that is made, fed and asked costs as much as some kilobytes of it; in one call it does not. */
const HASHED_AT_ONCE_BYTES = 64 * 1024

/** The same of a message whose body comes in pieces, wherever it was cut. */
export function identifyInPieces(fields: readonly HeaderField[]): ItemIdentity {
  const hash = createHash('sha256')
  hash.update(canonicalText(fields))
  const body = new CanonicalBody(hash, firstValue(fields, 'content-type'))
  return {
    update: (piece) => body.update(piece),
    end: (piece) => {
      body.end(piece)
      return { contentSha256: hash.digest('hex'), archiveMessageId: archiveMessageIdOf(fields) }
    },
  }
}

export type ItemIdentity = {
  update(piece: Uint8Array): void
  /** With the last piece, or the whole body. */
  end(piece?: Uint8Array): HashedContent
}

function archiveMessageIdOf(fields: readonly HeaderField[]): string {
  return bounded(firstValue(fields, 'x-telemessage-archivemessageid') || firstValue(fields, 'message-id'))
}

const COUNTED_FIELDS = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'date',
  'subject',
  'content-type',
  'content-transfer-encoding',
  'x-telemessage-groupid',
  'x-telemessage-group_name',
  'x-telemessage-thread_id',
  'x-telemessage-threadname',
  'x-telemessage-network',
  'x-telemessage-messagetype',
])

/** Longer than any real id; an index entry of Postgres holds some 2,700 bytes. */
const LONGEST_ID = 512

function bounded(id: string): string {
  const clean = id.replaceAll('\u0000', '').toWellFormed()
  return clean.length <= LONGEST_ID ? clean : `sha256:${createHash('sha256').update(clean).digest('hex')}`
}

function canonicalText(fields: readonly HeaderField[]): string {
  const lines = fields
    .filter((field) => COUNTED_FIELDS.has(field.name))
    .map((field) => `${field.name}:${withSingleBlanks(withoutBoundary(field)).trim()}\n`)
    .sort()
  return `${lines.join('')}\n`
}

function withSingleBlanks(value: string): string {
  return /\s\s|[^\S ]/.test(value) ? value.replace(/\s+/g, ' ') : value
}

function withoutBoundary(field: HeaderField): string {
  return field.name === 'content-type' ? field.value.replace(DECLARATION, 'boundary=') : field.value
}

function firstValue(fields: readonly HeaderField[], name: string): string {
  return fields.find((field) => field.name === name)?.value.trim() ?? ''
}
