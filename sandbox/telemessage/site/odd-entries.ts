import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Attributes } from 'ssh2'
import { ZipFile } from 'yazl'
import type { OddKind, SiteKnobs } from './site-knobs.ts'
import { attributesFor, FILE_TYPE, type OpenFile, SiteAccessError, type SiteNode } from './site-node.ts'

const MODIFIED_AT = new Date('2026-11-22T05:00:00Z')
const READABLE = FILE_TYPE.file | 0o644
/** Behind the numbers that a day's real packages have. */
const FIRST_EXTRA_NUMBER = 100_001

/** What a listing shows besides what lies on disk; nothing of it does, so that it costs no disk and goes with the knob. */
export type OddEntries = { find(name: string): SiteNode | null; list(): SiteNode[] }

/** @param emptyPackage of `makeEmptyPackage`: the bytes of every file here that can be read. */
export function oddEntries(knobs: SiteKnobs['listings'], emptyPackage: Buffer): OddEntries {
  const odd = knobs.odd.flatMap((kind) => ODD[kind](emptyPackage))
  const extra = (number: number) => readable(extraName(number), emptyPackage)
  return {
    find(name) {
      const found = odd.find((node) => node.name === name)
      if (found) return found
      const number = Number(EXTRA_NAME.exec(name)?.[1])
      return number >= FIRST_EXTRA_NUMBER && number < FIRST_EXTRA_NUMBER + knobs.extraPackages
        ? extra(number)
        : null
    },
    list: () => [
      ...odd,
      ...Array.from({ length: knobs.extraPackages }, (_, order) => extra(FIRST_EXTRA_NUMBER + order)),
    ],
  }
}

/** A valid package that holds no message. */
export function makeEmptyPackage(): Promise<Buffer> {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('Count: 0\r\n'), '202611220000-TeleMessage.mf', { mtime: MODIFIED_AT })
  zip.end()
  return buffer(zip.outputStream as Readable)
}

const EXTRA_NAME = /^202611220000-TeleMessage_(\d{6})_20261122050000\.zip$/

function extraName(number: number): string {
  return `202611220000-TeleMessage_${number}_20261122050000.zip`
}

/** Names that a folder can hold, each a trap: for shells, logs, databases, other systems' disks, and the eye. */
const STRANGE_NAMES = [
  'two words.zip',
  '-rf.zip',
  '$(id)`id`;\'".zip',
  '100%25.zip',
  '微信 存档 😀.zip',
  'e\u0301.zip',
  '\u00e9.zip',
  'Case.zip',
  'case.ZIP',
  'invoice\u202Epiz.zip',
  'line\nbreak.zip',
  'back\\slash.zip',
  '..\\..\\up.zip',
  'CON.zip',
  'dot.zip.',
  'blank.zip ',
  `${'a'.repeat(251)}.zip`,
]

/** Names that no folder can hold, from a server that lies. */
const PATH_NAMES = ['../../up.zip', '/etc/passwd', 'folder/inside.zip', 'nul\u0000.zip', '']

/** What each kind adds to a listing. */
const ODD: Record<OddKind, (content: Buffer) => SiteNode[]> = {
  folder: () => [
    {
      kind: 'folder',
      name: 'archive.zip',
      attributes: attributesFor(FILE_TYPE.folder | 0o755, 4096, MODIFIED_AT),
      find: async () => null,
      list: async () => [],
    },
  ],
  links: (content) => [
    link('latest.zip', '.latest-target.zip', readable('.latest-target.zip', content)),
    link('broken-link.zip', 'gone.zip', null),
  ],
  hidden: (content) => [readable('.hidden.zip', content)],
  unfinished: (content) => [
    readable('unfinished.zip.filepart', content.subarray(0, 10)),
    readable('unfinished.zip.part', content.subarray(0, 10)),
    readable('empty.zip', Buffer.alloc(0)),
  ],
  unreadable: () => [
    {
      kind: 'file',
      name: 'unreadable.zip',
      attributes: attributesFor(FILE_TYPE.file, 1_000, MODIFIED_AT),
      open: () => Promise.reject(new SiteAccessError('EACCES')),
    },
  ],
  'strange-names': (content) => STRANGE_NAMES.map((name) => readable(name, content)),
  'path-names': (content) => PATH_NAMES.map((name) => readable(name, content)),
  special: () =>
    (['fifo', 'device', 'socket'] as const).map((type) => ({
      kind: 'special',
      name: `${type}.zip`,
      attributes: attributesFor(FILE_TYPE[type] | 0o644, 0, MODIFIED_AT),
    })),
  // Every attribute is optional in the protocol, whatever the types say.
  'without-attributes': (content) => [
    readableAs('without-attributes.zip', content, {} as Attributes),
    readableAs('without-times.zip', content, withoutTimes(content.length)),
  ],
  // A folder that changes while it is listed may show an entry again.
  twice: (content) => [readable('twice.zip', content), readable('twice.zip', content)],
  huge: () => [
    {
      kind: 'file',
      name: 'huge.zip',
      attributes: attributesFor(READABLE, HUGE_BYTES, MODIFIED_AT),
      open: async () => zeros(HUGE_BYTES),
    },
  ],
  'odd-times': (content) => [
    readable('of-1970.zip', content, new Date(0)),
    readable('of-2106.zip', content, new Date(0xffffffff * 1000)),
  ],
}

const HUGE_BYTES = 1_000_000_000_000

function readable(name: string, content: Buffer, modifiedAt = MODIFIED_AT): SiteNode {
  return readableAs(name, content, attributesFor(READABLE, content.length, modifiedAt))
}

function readableAs(name: string, content: Buffer, attributes: Attributes): SiteNode {
  const file: OpenFile = {
    attributes: async () => attributes,
    read: async (target, position) => content.copy(target, 0, Math.min(position, content.length)),
    close: async () => {},
  }
  return { kind: 'file', name, attributes, open: async () => file }
}

function link(name: string, target: string, node: SiteNode | null): SiteNode {
  const attributes = attributesFor(FILE_TYPE.link | 0o777, target.length, MODIFIED_AT)
  return { kind: 'link', name, attributes, target, follow: async () => node }
}

function withoutTimes(sizeBytes: number): Attributes {
  const { atime: _atime, mtime: _mtime, ...others } = attributesFor(READABLE, sizeBytes, MODIFIED_AT)
  return others as Attributes
}

function zeros(sizeBytes: number): OpenFile {
  return {
    attributes: async () => attributesFor(READABLE, sizeBytes, MODIFIED_AT),
    read: async (target, position) => {
      const count = Math.max(0, Math.min(target.length, sizeBytes - position))
      target.fill(0, 0, count)
      return count
    },
    close: async () => {},
  }
}
