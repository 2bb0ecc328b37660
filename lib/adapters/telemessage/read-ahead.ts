import type { FileHandle } from 'node:fs/promises'

/** At most so many bytes of a file; fewer at its end. They are the caller's own. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>

/** Some hundred messages of the usual size. */
const WINDOW_BYTES = 256 * 1024

/**
 * Reads a file ahead where it is read from front to back, as whoever records a package does: a read a message was a fifth of
 * what recording cost. Where messages are read here and there, as for one mailbox of many, nothing is read that was not asked
 * for.
 */
export function createReadAhead(file: FileHandle, windowBytes = WINDOW_BYTES): ReadAt {
  let window: Held = { start: 0, bytes: Buffer.alloc(0), isToEnd: false }
  let last = { position: -1, end: -1 }

  return async (position, length) => {
    const goesOn = position > last.position && position <= last.end
    last = { position, end: position + length }
    const held = sliceOf(window, position, length)
    if (held) return held
    if (!goesOn || length >= windowBytes) return readAt(file, position, length)
    const bytes = await readAt(file, position, windowBytes)
    window = { start: position, bytes, isToEnd: bytes.length < windowBytes }
    return Buffer.from(bytes.subarray(0, length))
  }
}

type Held = { start: number; bytes: Buffer; isToEnd: boolean }

function sliceOf({ start, bytes, isToEnd }: Held, position: number, length: number): Buffer | null {
  const from = position - start
  const isHeld = from >= 0 && from <= bytes.length && (from + length <= bytes.length || isToEnd)
  // A copy: a message that is kept must not keep the window.
  return isHeld ? Buffer.from(bytes.subarray(from, from + length)) : null
}

/** At most `length` bytes; fewer at the end of the file. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
