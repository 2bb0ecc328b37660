import { toOpaqueId } from '../opaque-id.ts'
import type { AttachmentStore, StoredAttachment } from './attachment-store.ts'

export const ATTACHMENT_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'lastModifiedDateTime',
  'name',
  'contentType',
  'size',
  'isInline',
  'contentId',
  'contentBytes',
])

export function toGraphAttachment(
  attachment: StoredAttachment,
  mailbox: number,
  attachments: AttachmentStore,
  select: ReadonlySet<string> | null,
): Record<string, unknown> {
  const wants = (name: string) => select === null || select.has(name)
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    id: toOpaqueId({ kind: 'attachment', mailbox, number: attachment.number, generation: 0 }),
    ...(wants('lastModifiedDateTime') ? { lastModifiedDateTime: attachment.createdAt } : {}),
    ...(wants('name') ? { name: attachment.name } : {}),
    ...(wants('contentType') ? { contentType: attachment.contentType } : {}),
    ...(wants('size') ? { size: attachment.sizeBytes } : {}),
    ...(wants('isInline') ? { isInline: attachment.isInline } : {}),
    ...(wants('contentId') ? { contentId: attachment.contentId } : {}),
    ...(wants('contentBytes') ? { contentBytes: attachments.content(attachment).toString('base64') } : {}),
  }
}
