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
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    '',
  ].join('\r\n')
  const line = `${number} 明天上午十点开会。 The meeting is at ten tomorrow, in the small room.\r\n`
  const lines = Math.max(1, Math.floor((load.messageBytes - header.length) / Buffer.byteLength(line)))
  return Buffer.from(header + line.repeat(lines))
}

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
