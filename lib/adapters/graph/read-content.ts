import { type AttachmentContent, isInMemory, type StoredContent } from '#lib/domain/attachment-content.ts'

/** The whole of a stored content, for one that is known to be small. */
export async function readContent(content: StoredContent): Promise<Uint8Array> {
  const chunks = []
  for await (const chunk of readInPieces(content, 0, content.sizeBytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * A content from a byte on, in pieces of one size, the last one shorter. Holds one piece at a time.
 *
 * @throws when a stored content does not have the bytes that it announced.
 */
export async function* readInPieces(
  content: AttachmentContent,
  fromByte: number,
  pieceBytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (isInMemory(content)) {
    for (let start = fromByte; start < content.length; start += pieceBytes)
      yield Buffer.from(content.buffer as ArrayBuffer, content.byteOffset, content.length).subarray(
        start,
        start + pieceBytes,
      )
    return
  }
  let position = 0
  let piece = Buffer.alloc(Math.min(pieceBytes, Math.max(content.sizeBytes - fromByte, 0)))
  let filled = 0
  for await (const chunk of content.read()) {
    let rest = chunk.subarray(Math.max(0, fromByte - position))
    position += chunk.length
    while (rest.length > 0) {
      if (filled === piece.length) throw wrongSize(content)
      const taken = rest.subarray(0, piece.length - filled)
      piece.set(taken, filled)
      filled += taken.length
      rest = rest.subarray(taken.length)
      if (filled < piece.length) continue
      yield piece
      const leftBytes = content.sizeBytes - position + rest.length
      piece = Buffer.alloc(Math.min(pieceBytes, Math.max(leftBytes, 0)))
      filled = 0
    }
  }
  if (position !== content.sizeBytes) throw wrongSize(content)
}

function wrongSize(content: StoredContent): Error {
  return Object.assign(
    new Error(`A stored attachment does not have the ${content.sizeBytes} bytes it had.`),
    {
      code: 'attachment_content_changed',
    },
  )
}
