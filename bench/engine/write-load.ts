import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** What a load is made of: so many messages for each of so many mailboxes. */
export type Load = {
  name: string
  mailboxes: number
  messagesEach: number
  messageBytes: number
  seed: number
  /** The text is in an attached file. */
  isAttached?: boolean
}

/** The address of the n-th person of the benchmark's loads. */
export function addressOf(number: number): string {
  return `bench.${number}@contoso.example`
}

/** One message of a load, from somebody outside to one person inside, as TeleMessage would write it. */
export function messageOf(load: Load, number: number): Buffer {
  const id = `${load.name}-${load.seed}-${number}`
  const header = [
    'Received: from relay.telemessage.example by mail.telemessage.example; Fri, 20 Nov 2026 08:00:01 +0000',
    'From: "Customer 8613900139000" <customer@outside.example>',
    `To: "Person ${number % load.mailboxes}" <${addressOf(number % load.mailboxes)}>`,
    'Date: Fri, 20 Nov 2026 08:00:00 +0000',
    'Subject: WeChat message from 8613900139000 to 8613800138000',
    `Message-ID: <${id}@archive.telemessage.example>`,
    `X-TELEMESSAGE-ArchiveMessageID: ${id}`,
    'X-TELEMESSAGE-Network: WeChat',
    'X-TELEMESSAGE-MessageType: Chat',
    'MIME-Version: 1.0',
    ...(load.isAttached ? ATTACHED : []),
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    '',
  ].join('\r\n')
  const line = `${number} 明天上午十点开会。 The meeting is at ten tomorrow, in the small room.\r\n`
  const lines = Math.max(1, Math.floor((load.messageBytes - header.length) / Buffer.byteLength(line)))
  const text = Buffer.from(header + line.repeat(load.isAttached ? 1 : lines))
  return load.isAttached ? Buffer.concat([text, attachment(load.messageBytes)]) : text
}

const ATTACHED = [
  'Content-Type: multipart/mixed; boundary="bench-load-boundary"',
  '',
  '--bench-load-boundary',
]
const BASE64_LINE_BYTES = 57

/** A file that makes the message so large, in base64. */
function attachment(messageBytes: number): Buffer {
  const head = [
    '--bench-load-boundary',
    'Content-Type: application/octet-stream; name="film.bin"',
    'Content-Disposition: attachment; filename="film.bin"',
    'Content-Transfer-Encoding: base64',
    '',
    '',
  ].join('\r\n')
  const lines = Array.from({ length: DIFFERENT_LINES }, (_, number) =>
    createHash('sha512').update(String(number)).digest().subarray(0, BASE64_LINE_BYTES),
  )
  const block = Buffer.from(lines.map((line) => `${line.toString('base64')}\r\n`).join(''))
  const blocks = Array.from({ length: Math.ceil(messageBytes / block.length) }, () => block)
  return Buffer.concat([Buffer.from(head), ...blocks, Buffer.from('\r\n--bench-load-boundary--\r\n')])
}

/** More than a ZIP file's window has of them. */
const DIFFERENT_LINES = 2_000

/** Puts the load's package into the site's folder, under its name at once and whole. */
export async function writeLoad(packagesDir: string, load: Load): Promise<string> {
  const count = load.mailboxes * load.messagesEach
  const name = `202611200000-TeleMessage_${String(load.seed).padStart(6, '0')}_${load.name}.zip`
  const zip = new ZipFile()
  const entries = Array.from({ length: count }, (_, number) => `${String(number + 1).padStart(6, '0')}.eml`)
  zip.addBuffer(Buffer.from([`Count: ${count}`, ...entries, ''].join('\r\n')), 'manifest.mf')
  const writing = pipeline(zip.outputStream, createWriteStream(join(packagesDir, `${name}.part`)))
  for (const [number, entry] of entries.entries())
    zip.addBuffer(messageOf(load, number), entry, { compressionLevel: 1 })
  zip.end()
  await writing
  await rename(join(packagesDir, `${name}.part`), join(packagesDir, name))
  return name
}

export async function removeLoad(packagesDir: string, name: string): Promise<void> {
  await rm(join(packagesDir, name), { force: true })
}
