/**
 * The decoded bytes of an attachment that is too large to be held in memory. They lie on the worker's disk until the
 * message that they belong to is let go.
 */
export type StoredContent = {
  sizeBytes: number
  /** From the first byte on, as often as it is asked for. @throws once the message was let go. */
  read(): AsyncIterable<Uint8Array>
}

export type AttachmentContent = Uint8Array | StoredContent

export function sizeOfContent(content: AttachmentContent): number {
  return isInMemory(content) ? content.length : content.sizeBytes
}

export function isInMemory(content: AttachmentContent): content is Uint8Array {
  return content instanceof Uint8Array
}
