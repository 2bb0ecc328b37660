import type { ArchivedMessage } from '#lib/domain/archived-message.ts'
import { ArchiveMime } from './archive-mime.ts'
import { ContentsOnDisk, STORED_ABOVE_BYTES } from './contents-on-disk.ts'
import { bodyHeader, hasVisibleBytes, isBodyLost, readable, toArchivedMessage } from './decode-message.ts'
import { splitStream } from './split-stream.ts'

/**
 * Decodes a message of any size as `decodeMessage` does, with its large contents in the scratch directory.
 *
 * @param chunks from the first byte on at each iteration: it is read a second time where nothing was found in it.
 * @throws {MessageError} as `decodeMessage` does, and when its text is longer than what can be imported.
 */
export async function decodeStream(
  chunks: AsyncIterable<Uint8Array>,
  scratchDirectory: string,
  storedAboveBytes = STORED_ABOVE_BYTES,
): Promise<{ message: ArchivedMessage; release(): Promise<void> }> {
  const contents = await ContentsOnDisk.in(scratchDirectory, storedAboveBytes)
  try {
    return { message: await decode(chunks, contents), release: () => contents.release() }
  } catch (error) {
    await contents.release()
    throw error
  }
}

async function decode(chunks: AsyncIterable<Uint8Array>, contents: ContentsOnDisk): Promise<ArchivedMessage> {
  const { head, skippedBytes, body } = await splitStream(chunks)
  const mime = new ArchiveMime(contents)
  let isVisible = false
  await readable(() => mime.take(bodyHeader(head.fields)))
  for await (const piece of body) {
    isVisible ||= hasVisibleBytes(piece)
    await readable(() => mime.take(piece))
  }
  const email = await readable(() => mime.end(new Uint8Array()))
  const original =
    isVisible && isBodyLost(email) ? await contents.store(withoutFirst(skippedBytes, chunks)) : null
  return toArchivedMessage<ArchivedMessage['attachments'][number]['content']>(
    head.fields,
    email,
    (content) => contents.of(content),
    original,
  )
}

async function* withoutFirst(bytes: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = bytes
  for await (const chunk of chunks) {
    yield chunk.subarray(left)
    left = Math.max(left - chunk.length, 0)
  }
}
