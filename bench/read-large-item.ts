// A process of its own for `large-item.bench.ts`, so that its peak of memory is that of reading one item and no more.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mimeMessageFormat } from '#lib/adapters/mime/message-format.ts'
import { createZipPackageFormat } from '#lib/adapters/telemessage/package-zip.ts'
import { isInMemory } from '#lib/domain/attachment-content.ts'

export type LargeItemReading = {
  inspectMs: number
  decodeMs: number
  attachmentBytes: number
  attachmentSha256: string
  /** Null where the system does not say. */
  peakRssMiB: number | null
}

const [packagePath = '', scratchDirectory = ''] = process.argv.slice(2)
const opened = await createZipPackageFormat().open(packagePath)
if (!opened.ok) throw new Error(opened.detail)
const [entry] = opened.package.entries
if (!entry) throw new Error('The package is empty.')

const startedAt = performance.now()
const { decoded } = await mimeMessageFormat.inspectStream(opened.package.stream(entry))
const inspectedAt = performance.now()
if ('fault' in decoded) throw new Error(decoded.detail)
const { message, release } = await mimeMessageFormat.decodeStream(
  opened.package.stream(entry),
  scratchDirectory,
)
const decodedAt = performance.now()
const [attachment] = message.attachments
if (!attachment || isInMemory(attachment.content)) throw new Error('The attachment is not on disk.')
const hash = createHash('sha256')
let attachmentBytes = 0
for await (const piece of attachment.content.read()) {
  hash.update(piece)
  attachmentBytes += piece.length
}
await release()
await opened.package.close()

const reading: LargeItemReading = {
  inspectMs: Math.round(inspectedAt - startedAt),
  decodeMs: Math.round(decodedAt - inspectedAt),
  attachmentBytes,
  attachmentSha256: hash.digest('hex'),
  peakRssMiB: peakRssMiB(),
}
process.stdout.write(`${JSON.stringify(reading)}\n`)

function peakRssMiB(): number | null {
  if (process.platform !== 'linux') return null
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return kibibytes ? Math.round(Number(kibibytes) / 1024) : null
}
