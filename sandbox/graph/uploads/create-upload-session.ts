import type { GraphHandler } from '../graph-exchange.ts'
import { toGraphInstant } from '../graph-instant.ts'
import { badRequest, GraphRefusal, unreadableBody } from '../graph-refusal.ts'
import { refuseAttachment } from '../messages/add-attachment.ts'
import { MAX_POSTED_BYTES } from '../messages/read-attachments.ts'
import { resolveMessage } from '../messages/resolve-message.ts'
import { isRecord, readJsonObject } from '../read-json-object.ts'
import { uploadPath } from './upload-path.ts'

const MAX_BYTES = 150_000_000

/** POST users/{user}/messages/{message}/attachments/createUploadSession: for files from 3 to 150 MB. */
export const createUploadSession: GraphHandler = (context, request, params, token) => {
  const found = resolveMessage(context, params)
  const item = readItem(readJsonObject(request))
  refuseAttachment(context, found, item.sizeBytes)
  const expiresAt = new Date(context.now().getTime() + context.knobs().limits.uploadSessionSeconds * 1000)
  const session = {
    token: context.newId(),
    appId: token.appId,
    userId: found.userId,
    messageKey: params.message ?? '',
    attachment: item.attachment,
    sizeBytes: item.sizeBytes,
    chunks: [],
    receivedBytes: 0,
    expiresAt,
  }
  context.uploads.add(session)
  return {
    status: 201,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#microsoft.graph.uploadSession`,
      uploadUrl: `${context.uploadUrl}${uploadPath(session)}`,
      expirationDateTime: toGraphInstant(expiresAt),
      nextExpectedRanges: ['0-'],
    },
  }
}

/** `AttachmentItem` in the documentation's examples, `attachmentItem` in its schema: both are in use. */
function readItem(body: Record<string, unknown>) {
  const { AttachmentItem: example, attachmentItem: schema = example, ...others } = body
  if (!isRecord(schema) || Object.keys(others).length > 0) {
    throw unreadableBody('createUploadSession takes an AttachmentItem and nothing else.')
  }
  const { attachmentType, name, size, isInline = false, contentId = null, contentType = null } = schema
  const unknown = Object.keys(schema).find((key) => !KNOWN.has(key))
  if (unknown !== undefined) {
    throw unreadableBody(`The property '${unknown}' does not exist on type 'microsoft.graph.attachmentItem'.`)
  }
  if (attachmentType === 'item' || attachmentType === 'reference') {
    throw new GraphRefusal(
      405,
      'ErrorAttachmentSessionIsSupportedOnlyForFileAttachments',
      'Upload sessions are for file attachments only.',
    )
  }
  if (attachmentType !== 'file') throw unreadableBody("attachmentType must be 'file'.")
  if (typeof name !== 'string' || name === '') throw badRequest('An attachment needs a name.')
  if (typeof isInline !== 'boolean') throw unreadableBody('isInline must be true or false.')
  if (contentId !== null && typeof contentId !== 'string') throw unreadableBody('contentId must be text.')
  if (contentType !== null && typeof contentType !== 'string')
    throw unreadableBody('contentType must be text.')
  return {
    attachment: { name, contentType: contentType ?? 'application/octet-stream', contentId, isInline },
    sizeBytes: readSize(size),
  }
}

const KNOWN = new Set([
  '@odata.type',
  'attachmentType',
  'name',
  'size',
  'isInline',
  'contentId',
  'contentType',
])

function readSize(size: unknown): number {
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size <= 0) {
    throw unreadableBody("Cannot convert the value of size to the expected type 'Edm.Int64'.")
  }
  if (size < MAX_POSTED_BYTES) {
    throw new GraphRefusal(
      400,
      'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize',
      'Attachments of less than 3 MB are added without an upload session.',
    )
  }
  if (size > MAX_BYTES) {
    throw new GraphRefusal(413, 'ErrorMessageSizeExceeded', 'The message exceeds the maximum supported size.')
  }
  return size
}
