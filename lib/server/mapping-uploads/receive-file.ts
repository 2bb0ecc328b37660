import { createHash } from 'node:crypto'

export type ReceivedFile = {
  /** Of one size, but for the last. */
  chunks: Uint8Array<ArrayBuffer>[]
  sizeBytes: number
  sha256: Uint8Array<ArrayBuffer>
  isTooLarge: boolean
}

const CHUNK_BYTES = 256 * 1024

/**
 * Takes the body of a request, whose stated length is not believed. Null: whoever sent it has gone away, or has been silent for
 * too long. Of a file that is too large nothing is kept; it is still read for a while, because a browser that is cut off
 * while it sends does not see the answer.
 */
export async function receiveFile(
  body: ReadableStream<Uint8Array> | null,
  { largestBytes, idleTimeoutMs }: { largestBytes: number; idleTimeoutMs: number },
): Promise<ReceivedFile | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const hash = createHash('sha256')
  let sizeBytes = 0
  let chunk = new Uint8Array(CHUNK_BYTES)
  let filled = 0
  const reader = body?.getReader()
  try {
    for (;;) {
      const piece = reader && (await readInTime(reader, idleTimeoutMs))
      if (!piece || piece.done) break
      sizeBytes += piece.value.byteLength
      if (sizeBytes > largestBytes) {
        chunks.length = 0
        filled = 0
        if (sizeBytes > largestBytes * READ_ON_FACTOR) break
        continue
      }
      hash.update(piece.value)
      for (let from = 0; from < piece.value.byteLength; ) {
        const part = piece.value.subarray(from, from + CHUNK_BYTES - filled)
        chunk.set(part, filled)
        filled += part.byteLength
        from += part.byteLength
        if (filled < CHUNK_BYTES) continue
        chunks.push(chunk)
        chunk = new Uint8Array(CHUNK_BYTES)
        filled = 0
      }
    }
  } catch {
    return null
  } finally {
    await reader?.cancel().catch(() => undefined)
  }
  if (filled > 0) chunks.push(chunk.slice(0, filled))
  const isTooLarge = sizeBytes > largestBytes
  return { chunks, sizeBytes, sha256: new Uint8Array(hash.digest()), isTooLarge }
}

/** Times the limit. */
const READ_ON_FACTOR = 4

async function readInTime(reader: ReadableStreamDefaultReader<Uint8Array>, timeoutMs: number) {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Nothing has come for too long.')), timeoutMs)
  })
  try {
    return await Promise.race([reader.read(), late])
  } finally {
    clearTimeout(timer)
  }
}
