import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { RawZipEntry } from './build-zip.ts'
import {
  accepted,
  type EntryWriter,
  MANIFEST_NAME,
  manifestOf,
  type PackageRecipe,
  refused,
  zipWith,
} from './hostile-package.ts'

/** Files that are no ZIP, half of one, or one that a tolerant reader must take. */
export function hostileContainers(): PackageRecipe[] {
  const two = (entry: EntryWriter) => [entry('a.eml'), entry('b.eml')]
  const names = ['a.eml', 'b.eml']
  return [
    refused('no-bytes', 'not-a-zip', 'A file of no bytes.', () => Buffer.alloc(0)),
    refused('an-error-page', 'not-a-zip', 'A page that says so, under the name of a package.', () =>
      Buffer.from('<html><body>503 Service Unavailable</body></html>'),
    ),
    refused('truncated', 'not-a-zip', 'The upload ended in the middle.', (entry) => {
      const zip = zipWith(two(entry))
      return zip.subarray(0, Math.floor(zip.length / 2))
    }),
    refused('truncated-at-the-end', 'not-a-zip', 'Only the last bytes are missing.', (entry) =>
      zipWith(two(entry)).subarray(0, -8),
    ),
    refused('one-disk-of-two', 'not-a-zip', 'The first volume of a set.', (entry) => {
      const zip = zipWith(two(entry))
      zip.writeUInt16LE(1, zip.length - 18)
      return zip
    }),
    refused(
      'unknown-compression',
      'not-a-zip',
      'Compressed by a method that the product does not know.',
      (entry) => zipWith([entry('a.eml', { method: 12 })]),
    ),
    accepted('zip64', 'The large form, as for packages of more than 4 GB.', names, (entry) =>
      yazlPackage(two(entry), { forceZip64Format: true }),
    ),
    accepted('streamed', 'Sizes stand behind the data, as a stream writes them.', names, (entry) =>
      yazlPackage(two(entry), { isStreamed: true }),
    ),
    accepted('with-a-comment', 'A comment behind the directory.', names, (entry) =>
      yazlPackage(two(entry), { comment: 'Export of 21 November (PK)' }),
    ),
    accepted(
      'in-folders',
      'Messages in folders, and the folders themselves.',
      ['2026/11/a.eml', '微信/b.eml'],
      (entry) => yazlPackage([entry('2026/11/a.eml'), entry('微信/b.eml')], { folders: ['2026/', '微信/'] }),
    ),
    accepted(
      'one-checksum-wrong',
      'One message was damaged on a disk.',
      [...names, 'c.eml'],
      (entry) => zipWith([entry('a.eml'), entry('b.eml', { crc32: 12_345 }), entry('c.eml')]),
      ['b.eml'],
    ),
    accepted(
      'one-entry-does-not-inflate',
      'The data of one message are noise.',
      names,
      (entry) => zipWith([entry('a.eml', { data: Buffer.alloc(300, 0xff) }), entry('b.eml')]),
      ['a.eml'],
    ),
  ]
}

/** Packages that are encrypted as a whole or in part. */
export function encryptedPackages(): PackageRecipe[] {
  const encrypted =
    (flags: number, more: Partial<RawZipEntry> = {}) =>
    (entry: EntryWriter) =>
      zipWith([entry('a.eml'), entry('b.eml', { flags: flags | 0x800, ...more })])
  return [
    refused('encrypted', 'encrypted', 'Traditional encryption of one entry.', encrypted(0x1)),
    refused(
      'encrypted-with-aes',
      'encrypted',
      'AES, as 7-Zip and WinZip write it.',
      encrypted(0x1, { method: 99 }),
    ),
    refused('encrypted-strongly', 'encrypted', "PKWARE's strong encryption.", encrypted(0x41)),
  ]
}

/** Names that lead out of a folder, or deceive whoever reads them. */
export function unsafeNames(): PackageRecipe[] {
  const called = (name: string, entryName: string, about: string) =>
    refused(`name-${name}`, 'entry-name-unsafe', about, (entry) =>
      zipWith([entry('a.eml'), entry(entryName)]),
    )
  return [
    called('to-parent', '../../etc/cron.d/evil.eml', 'Out of the folder.'),
    called('to-parent-inside', 'a/../../b.eml', 'Out of the folder, less plainly.'),
    called('absolute', '/etc/evil.eml', 'From the root.'),
    called('with-backslash', '..\\..\\evil.eml', 'Out of the folder, on Windows.'),
    called('with-drive', 'C:evil.eml', "To another drive's folder."),
    called('with-nul', 'evil.exe\u0000.eml', 'Ends earlier for some than for others.'),
    called('with-line-end', 'b.eml\r\nc.eml', 'Two lines of a manifest.'),
    called('of-2000-characters', `${'n'.repeat(2_000)}.eml`, 'Longer than a disk takes.'),
    called('empty', '', 'No name at all.'),
    refused('name-twice', 'entry-name-unsafe', 'Two messages of one name: which one counts?', (entry) =>
      zipWith([entry('a.eml'), entry('a.eml')], manifestOf(['a.eml'])),
    ),
  ]
}

type YazlOptions = {
  forceZip64Format?: boolean
  isStreamed?: boolean
  comment?: string
  folders?: readonly string[]
}

/** In local time, as DOS writes it, and without the other form that is in UTC: the same bytes in every time zone. */
function writtenAt() {
  return { mtime: new Date(2026, 0, 1), forceDosTimestamp: true }
}

async function yazlPackage(entries: readonly RawZipEntry[], options: YazlOptions): Promise<Buffer> {
  const zip = new ZipFile()
  const written = { ...writtenAt(), forceZip64Format: options.forceZip64Format ?? false }
  for (const folder of options.folders ?? []) zip.addEmptyDirectory(folder, writtenAt())
  const manifest = Buffer.from(manifestOf(entries.map((entry) => String(entry.name))))
  for (const { name, content } of [...entries, { name: MANIFEST_NAME, content: manifest }]) {
    if (options.isStreamed) zip.addReadStream(Readable.from([content]), String(name), written)
    else zip.addBuffer(content, String(name), written)
  }
  zip.end({ forceZip64Format: options.forceZip64Format ?? false, comment: options.comment ?? '' })
  return buffer(zip.outputStream as Readable)
}
