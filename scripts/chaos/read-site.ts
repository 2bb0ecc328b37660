import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import type { MessageTruth } from '#sandbox/generator/day-truth.ts'

export type SiteEntry = { name: string; truth: MessageTruth }
export type SitePackage = { name: string; sha256: string; entries: SiteEntry[] }

/** What lies at the site in the end, read from its ZIPs, and what is true of it. */
export type Site = {
  packages: SitePackage[]
  items: number
  /** The message that a Message-ID stands for: each export has one of its own. */
  byMessageId: ReadonlyMap<string, MessageTruth>
}

/** @param truth by archive id. */
export async function readSite(packagesDir: string, truth: ReadonlyMap<string, MessageTruth>): Promise<Site> {
  const names = (await readdir(packagesDir)).filter((name) => name.endsWith('.zip')).sort()
  const byMessageId = new Map<string, MessageTruth>()
  const packages: SitePackage[] = []
  for (const name of names) {
    const path = join(packagesDir, name)
    const entries: SiteEntry[] = []
    for (const message of await readMessages(path)) {
      const archiveId = field(message.header, 'X-TELEMESSAGE-ArchiveMessageID')
      const known = truth.get(archiveId)
      if (!known) throw new Error(`Nothing is known of ${archiveId} in ${name}.`)
      entries.push({ name: message.name, truth: known })
      byMessageId.set(field(message.header, 'Message-ID'), known)
    }
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    packages.push({ name, sha256, entries })
  }
  const items = packages.reduce((sum, { entries }) => sum + entries.length, 0)
  return { packages, items, byMessageId }
}

async function readMessages(path: string): Promise<{ name: string; header: string }[]> {
  const zip = await yauzl.openPromise(path)
  try {
    const messages: { name: string; header: string }[] = []
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('.eml')) continue
      const content = (await buffer(await zip.openReadStreamPromise(entry))).toString('latin1')
      messages.push({ name: entry.fileName, header: content.slice(0, content.indexOf('\r\n\r\n')) })
    }
    return messages
  } finally {
    zip.close()
  }
}

/** Not the product's reader, on purpose: a field of a header, unfolded. */
function field(header: string, name: string): string {
  const found = new RegExp(`^${name}:((?:.|\\r\\n[ \\t])*)`, 'im').exec(header)
  return (found?.[1] ?? '').replaceAll('\r\n', '').trim()
}
