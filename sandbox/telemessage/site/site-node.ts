import type { Attributes, FileEntry } from 'ssh2'

export type OpenFile = {
  attributes(): Promise<Attributes>
  /** How many bytes came; 0 at the end of the file. */
  read(buffer: Buffer, position: number): Promise<number>
  close(): Promise<void>
}

/** Something that a path of the site leads to. */
export type SiteNode = { name: string; attributes: Attributes } & (
  | { kind: 'file'; open(): Promise<OpenFile> }
  | { kind: 'folder'; find(name: string): Promise<SiteNode | null>; list(): Promise<SiteNode[]> }
  | { kind: 'link'; target: string; follow(): Promise<SiteNode | null> }
  | { kind: 'special' }
)

export type FolderNode = Extract<SiteNode, { kind: 'folder' }>

/** File types of a mode, as stat(2) has them. */
export const FILE_TYPE = {
  fifo: 0o010000,
  device: 0o020000,
  folder: 0o040000,
  file: 0o100000,
  link: 0o120000,
  socket: 0o140000,
} as const

export function attributesFor(mode: number, sizeBytes: number, modifiedAt: Date): Attributes {
  const seconds = Math.floor(modifiedAt.getTime() / 1000)
  return { mode, uid: 1000, gid: 1000, size: sizeBytes, atime: seconds, mtime: seconds }
}

/** A file that cannot be had, with the code that the answer is made from. */
export class SiteAccessError extends Error {
  readonly code: 'ENOENT' | 'EACCES' | 'EIO'

  constructor(code: SiteAccessError['code']) {
    super(code)
    this.name = 'SiteAccessError'
    this.code = code
  }
}

export function toFileEntry(filename: string, attributes: Attributes): FileEntry {
  return { filename, longname: longName(filename, attributes), attrs: attributes }
}

const TYPE_LETTERS: Record<number, string> = {
  [FILE_TYPE.fifo]: 'p',
  [FILE_TYPE.device]: 'c',
  [FILE_TYPE.folder]: 'd',
  [FILE_TYPE.file]: '-',
  [FILE_TYPE.link]: 'l',
  [FILE_TYPE.socket]: 's',
}

/** The line of `ls -l`, whose first letter is how ssh2-sftp-client tells files from folders. */
function longName(filename: string, { mode = FILE_TYPE.file, size = 0, mtime = 0 }: Partial<Attributes>) {
  const rights = [6, 3, 0].map((shift) => {
    const bits = mode >> shift
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`
  })
  const date = new Date(mtime * 1000).toISOString().slice(0, 10)
  const type = TYPE_LETTERS[mode & 0o170000] ?? '?'
  return `${type}${rights.join('')} 1 telemessage telemessage ${String(size).padStart(12)} ${date} ${filename}`
}
