import { execFile } from 'node:child_process'
import { createCipheriv, createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import yazl from 'yazl'
import type { Bench } from '#scripts/bench.ts'
import type { LargeItemReading } from './read-large-item.ts'

/** In base64 with its line ends it is a message of 100 MB. */
const ATTACHMENT_BYTES = 73_000_000
const LINE_BYTES = 57
const LINES_AT_ONCE = 1_000

export const bench: Bench = {
  description:
    'Reads one message of 100 MB from a package, in a process of its own: time, and the peak of its memory',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'bench-large-item-'))
    try {
      const packagePath = join(folder, 'package.zip')
      const sha256 = await writePackage(packagePath)
      const reader = join(import.meta.dirname, 'read-large-item.ts')
      const { stdout } = await promisify(execFile)(process.execPath, [reader, packagePath, folder])
      const reading = JSON.parse(stdout) as LargeItemReading
      if (reading.attachmentSha256 !== sha256) throw new Error('The attachment is not what was sent.')
      const { inspectMs, decodeMs, attachmentBytes, peakRssMiB } = reading
      return { attachmentBytes, inspectMs, decodeMs, ...(peakRssMiB !== null && { peakRssMiB }) }
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

/** @returns the SHA-256 of the attachment. */
async function writePackage(path: string): Promise<string> {
  const hash = createHash('sha256')
  const zip = new yazl.ZipFile()
  zip.addReadStream(Readable.from(messagePieces((bytes) => hash.update(bytes))), 'large.eml')
  zip.addBuffer(Buffer.from('Count: 1\r\nlarge.eml\r\n'), 'package.mf')
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return hash.digest('hex')
}

function* messagePieces(seen: (bytes: Buffer) => void): Generator<Buffer> {
  yield Buffer.from(
    [
      'From: Chen Jing 8613800138001 <chen.jing@contoso.example>',
      'To: Adele Vance 442079460106 <adele.vance@contoso.example>',
      'Subject: WeChat message from 8613800138001 to 442079460106',
      'X-TELEMESSAGE-ArchiveMessageID: wc-large',
      'Content-Type: multipart/mixed; boundary="large-item-000001"',
      '',
      '--large-item-000001',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Files: call.mp4',
      '--large-item-000001',
      'Content-Type: video/mp4; name=call.mp4',
      'Content-Disposition: attachment; filename=call.mp4',
      'Content-Transfer-Encoding: base64',
      '',
      '',
    ].join('\r\n'),
  )
  // Bytes that do not compress, and are the same in each run.
  const random = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16))
  for (let left = ATTACHMENT_BYTES; left > 0; ) {
    const bytes = random.update(Buffer.alloc(Math.min(left, LINE_BYTES * LINES_AT_ONCE)))
    seen(bytes)
    left -= bytes.length
    yield Buffer.from(bytes.toString('base64').replace(/.{76}/g, '$&\r\n'))
  }
  yield Buffer.from('\r\n--large-item-000001--\r\n')
}
