import type { ArchivedAttachment } from '#lib/domain/archived-message.ts'
import { isInMemory } from '#lib/domain/attachment-content.ts'
import { readContent } from './read-content.ts'

/** From here on an attachment goes through an upload session; below it, in a request. */
export const UPLOAD_FROM_BYTES = 3_000_000

/** The JSON of an attachment that is small enough for a request. */
export function toFileAttachmentJson(file: ArchivedAttachment<Uint8Array>): string {
  const { content } = file
  return JSON.stringify({
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: file.fileName,
    contentType: file.contentType,
    isInline: file.isInline && file.contentId !== null,
    ...(file.contentId !== null && { contentId: file.contentId }),
    contentBytes: Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64'),
  })
}

/** A small content that lies on disk is read first. */
export async function loadFileAttachmentJson(file: ArchivedAttachment): Promise<string> {
  const content = isInMemory(file.content) ? file.content : await readContent(file.content)
  return toFileAttachmentJson({ ...file, content })
}
