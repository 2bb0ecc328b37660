import { badRequest, GraphRefusal, unreadableBody } from '../graph-refusal.ts'
import { LongText } from '../long-text.ts'
import { isRecord } from '../read-json-object.ts'

export type NewAttachment = {
  name: string
  contentType: string
  contentId: string | null
  isInline: boolean
  content: Buffer
}

/** From 3 MB on Graph wants an upload session; decimal, which is the stricter reading. */
export const MAX_POSTED_BYTES = 3_000_000
export const MAX_ATTACHMENTS = 250

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

const WRITABLE = new Set([
  '@odata.type',
  'name',
  'contentType',
  'contentBytes',
  'contentId',
  'isInline',
  'contentLocation',
])
const READ_ONLY = new Set(['id', 'size', 'lastModifiedDateTime'])

export function readAttachments(value: unknown): NewAttachment[] {
  if (!Array.isArray(value)) throw unreadableBody('attachments must be a list.')
  if (value.length > MAX_ATTACHMENTS)
    throw badRequest(`A message has at most ${MAX_ATTACHMENTS} attachments.`)
  return value.map(readAttachment)
}

/** @throws {GraphRefusal} when it is not a file attachment that one request may carry. */
export function readAttachment(value: unknown): NewAttachment {
  if (!isRecord(value)) throw unreadableBody('An attachment must be an object.')
  refuseWrongType(value['@odata.type'])
  for (const name of Object.keys(value)) {
    if (READ_ONLY.has(name)) {
      throw new GraphRefusal(
        400,
        'ErrorInvalidPropertySet',
        `The property '${name}' of an attachment is read-only.`,
      )
    }
    if (!WRITABLE.has(name)) {
      throw unreadableBody(`The property '${name}' does not exist on type 'microsoft.graph.fileAttachment'.`)
    }
  }
  const { name, contentBytes, contentType = null, contentId = null, isInline = false } = value
  if (typeof name !== 'string' || name === '') throw badRequest('An attachment needs a name.')
  if (contentType !== null && typeof contentType !== 'string')
    throw unreadableBody('contentType must be text.')
  if (contentId !== null && typeof contentId !== 'string') throw unreadableBody('contentId must be text.')
  if (typeof isInline !== 'boolean') throw unreadableBody('isInline must be true or false.')
  return {
    name,
    contentType: contentType ?? 'application/octet-stream',
    contentId,
    isInline,
    content: decode(contentBytes, name),
  }
}

function refuseWrongType(type: unknown): void {
  if (type === undefined) {
    throw new GraphRefusal(
      422,
      'UnprocessableType',
      "The attachment does not say its type: '@odata.type' is required.",
    )
  }
  if (type !== '#microsoft.graph.fileAttachment') {
    throw badRequest(`The sandbox models #microsoft.graph.fileAttachment only, not '${String(type)}'.`)
  }
}

function decode(contentBytes: unknown, name: string): Buffer {
  const text = contentBytes instanceof LongText ? contentBytes.byteString : contentBytes
  if (typeof text !== 'string' || !BASE64.test(text)) {
    throw unreadableBody(`contentBytes of '${name}' is not base64.`)
  }
  const content = Buffer.from(text, 'base64')
  if (content.length >= MAX_POSTED_BYTES) {
    throw new GraphRefusal(
      413,
      'RequestEntityTooLarge',
      `The attachment '${name}' has ${content.length} bytes; 3 MB and more need an upload session.`,
    )
  }
  return content
}
