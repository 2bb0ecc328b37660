import { MAX_HEADER_BYTES, type MessageParts, readHeaders } from './read-headers.ts'

export type SplitStream = {
  /** Its `body` is only what came of the body with the header's last piece. */
  head: MessageParts
  /** Bytes before the message: a byte order mark, an mbox line, blank lines. */
  skippedBytes: number
  /** The whole body, once. */
  body: AsyncIterable<Uint8Array>
}

/** Reads a stream as far as its header goes. The rest of it is read through `body`. */
export async function splitStream(chunks: AsyncIterable<Uint8Array>): Promise<SplitStream> {
  const iterator = chunks[Symbol.asyncIterator]()
  let bytes: Buffer = Buffer.alloc(0)
  for (;;) {
    const next = await iterator.next()
    if (!next.done) bytes = Buffer.concat([bytes, next.value])
    const head = readHeaders(bytes)
    // What stands before the header may be long as well, and is not counted as header.
    const isWhole = head.body.length > 0 || head.isHeaderCut || bytes.length > 2 * MAX_HEADER_BYTES
    if (!next.done && !isWhole) continue
    const skippedBytes = bytes.length - head.message.length
    return { head, skippedBytes, body: rest(head.body, iterator, next.done === true) }
  }
}

async function* rest(
  first: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
  isDone: boolean,
): AsyncGenerator<Uint8Array> {
  try {
    yield first
    for (let next = isDone ? null : await iterator.next(); next && !next.done; next = await iterator.next()) {
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}
