import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import { makePackage, type PackageEntrySource } from '#sandbox/telemessage/make-package.ts'
import { rewriteTransport, type TokenFor } from './rewrite-transport.ts'

/** All messages of a package are in memory for a moment. */
export const MAX_RE_EXPORT_BYTES = 512 * 1024 * 1024

/**
 * Writes a package with the messages of another one once more, as a later export has them: other transport headers and
 * boundaries, other entry names, another order.
 *
 * @returns the name of the new package.
 * @throws {ReExportError} when the package cannot be read or is too large.
 */
export async function reExport(
  packagesDir: string,
  packageName: string,
  seed: string,
  now: Date,
): Promise<string> {
  const messages = await readMessages(join(packagesDir, packageName))
  const token = (text: string) => createHash('sha256').update(`${seed}\n${text}`).digest('hex')
  const entries = messages
    .map((message) => ({ ...message, place: token(`place\n${message.name}`) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ content, name }, index): PackageEntrySource => {
      const tokenFor: TokenFor = (label) => token(`${label}\n${name}`)
      return {
        name: `${String(index + 1).padStart(6, '0')}_${tokenFor('entry').slice(0, 16)}.eml`,
        content: rewriteTransport(content, tokenFor, now),
      }
    })
  return basename(await makePackage(packagesDir, entries, now))
}

type Message = { name: string; content: Buffer }

async function readMessages(path: string): Promise<Message[]> {
  const zip = await yauzl.openPromise(path).catch((cause: unknown) => {
    throw new ReExportError(`${basename(path)} is no readable ZIP file.`, cause)
  })
  try {
    const messages: Message[] = []
    let sizeBytes = 0
    for await (const entry of zip.eachEntry()) {
      if (!/\.eml$/i.test(entry.fileName)) continue
      sizeBytes += entry.uncompressedSize
      if (sizeBytes > MAX_RE_EXPORT_BYTES) {
        throw new ReExportError(`${basename(path)} holds more than ${MAX_RE_EXPORT_BYTES} bytes of messages.`)
      }
      messages.push({ name: entry.fileName, content: await buffer(await zip.openReadStreamPromise(entry)) })
    }
    if (messages.length === 0) throw new ReExportError(`${basename(path)} holds no messages.`)
    return messages
  } finally {
    zip.close()
  }
}

export class ReExportError extends Error {
  readonly code = 're_export_impossible'

  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'ReExportError'
  }
}
