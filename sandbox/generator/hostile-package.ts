import { buildZip, type RawZipEntry } from './build-zip.ts'
import type { LetterWriter } from './hostile-message.ts'

/** Why a package is refused as a whole. */
export type PackageRefusalReason =
  | 'not-a-zip'
  | 'encrypted'
  | 'manifest-missing'
  | 'manifest-count-differs'
  | 'manifest-names-missing-entry'
  | 'entry-not-in-manifest'
  | 'entry-empty'
  | 'entry-name-unsafe'
  | 'too-many-entries'
  | 'too-large'

export type HostilePackage = {
  /** The file's name, without `.zip`. */
  name: string
  expected: 'accepted' | PackageRefusalReason
  /** Names of all messages of an accepted package, in order. */
  messages: readonly string[]
  /** Those whose data cannot be read: each is quarantined as unreadable, and the others go on. */
  unreadable: readonly string[]
  /** What is nasty about it. */
  about: string
  write: () => Promise<Buffer>
}

/** A package before it is known on which day, and under which ids, its messages were sent. */
export type PackageRecipe = Omit<HostilePackage, 'write'> & {
  write: (entry: EntryWriter) => Buffer | Promise<Buffer>
}

export function refused(
  name: string,
  expected: PackageRefusalReason,
  about: string,
  write: PackageRecipe['write'],
): PackageRecipe {
  return { name, expected, messages: [], unreadable: [], about, write }
}

export function accepted(
  name: string,
  about: string,
  messages: readonly string[],
  write: PackageRecipe['write'],
  unreadable: readonly string[] = [],
): PackageRecipe {
  return { name, expected: 'accepted', messages, unreadable, about, write }
}

export const MANIFEST_NAME = 'package.mf'

export function manifestOf(names: readonly string[], count: number | string = names.length): string {
  return [`Count: ${count}`, ...names, ''].join('\r\n')
}

/** A package of these entries and a manifest: a right one, or the one that is given; null for none. */
export function zipWith(entries: readonly RawZipEntry[], manifest?: string | Buffer | null): Buffer {
  if (manifest === null) return buildZip(entries)
  const text = manifest ?? manifestOf(entries.map((entry) => String(entry.name)))
  return buildZip([...entries, { name: MANIFEST_NAME, content: Buffer.from(text) }])
}

/** Makes an entry that is a message as it should be, with an archive id of its own. */
export type EntryWriter = (name: string, more?: Partial<RawZipEntry>) => RawZipEntry

/** @param idPrefix what no other package has: the same message in two packages would be one item. */
export function createEntryWriter(letter: LetterWriter, idPrefix: string): EntryWriter {
  let number = 0
  return (name, more = {}) => {
    number += 1
    return { name, content: letter(`${idPrefix}-${number}`), ...more }
  }
}
