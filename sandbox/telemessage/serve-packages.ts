import { type FileHandle, lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from 'ssh2'

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp

export const OUTBOX = '/outbox'

/** As many entries as one READDIR reply carries; the client asks again until it is told that there are no more. */
const ENTRIES_PER_REPLY = 100
const MAX_READ_BYTES = 256 * 1024
const MAX_HANDLES = 256
const DIRECTORY_MODE = 0o040555
const FILE_MODE = 0o100444

type Handle = { kind: 'file'; file: FileHandle } | { kind: 'directory'; entries: FileEntry[] }

type Place = { kind: 'root' } | { kind: 'outbox' } | { kind: 'package'; name: string } | { kind: 'nothing' }

/**
 * Answers SFTP requests over a folder of packages. Only regular files directly in it exist, under `/outbox`; names are
 * never joined to anything but that folder, so that no path leads out of it. Requests that would write are answered by
 * ssh2 itself, as unsupported.
 */
export function servePackages(sftp: SFTPWrapper, packagesDir: string): void {
  const handles = new Map<number, Handle>()
  let nextHandle = 0

  const answer = (id: number, work: () => Promise<void>) => {
    work().catch((error: NodeJS.ErrnoException) => {
      sftp.status(id, error.code === 'ENOENT' ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE)
    })
  }
  const find = (handle: Buffer) => (handle.length === 4 ? handles.get(handle.readUInt32BE(0)) : undefined)
  const give = (id: number, handle: Handle) => {
    nextHandle += 1
    handles.set(nextHandle, handle)
    const name = Buffer.alloc(4)
    name.writeUInt32BE(nextHandle)
    sftp.handle(id, name)
  }
  const sendAttributes = (id: number, path: string) =>
    answer(id, async () => {
      const attributes = await attributesOf(packagesDir, toPlace(path))
      if (attributes) sftp.attrs(id, attributes)
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
    })

  sftp.on('REALPATH', (id, path) => {
    const resolved = normalize(path)
    sftp.name(id, [{ filename: resolved, longname: resolved, attrs: directoryAttributes(new Date(0)) }])
  })
  sftp.on('STAT', sendAttributes)
  sftp.on('LSTAT', sendAttributes)

  sftp.on('FSTAT', (id, handle) =>
    answer(id, async () => {
      const found = find(handle)
      if (found?.kind !== 'file') return void sftp.status(id, STATUS_CODE.FAILURE)
      const { size, mtime } = await found.file.stat()
      sftp.attrs(id, fileAttributes(size, mtime))
    }),
  )

  sftp.on('OPENDIR', (id, path) =>
    answer(id, async () => {
      const place = toPlace(path)
      if (handles.size >= MAX_HANDLES) return void sftp.status(id, STATUS_CODE.FAILURE)
      if (place.kind === 'outbox') give(id, { kind: 'directory', entries: await listPackages(packagesDir) })
      else if (place.kind === 'root') {
        const attrs = directoryAttributes(new Date(0))
        give(id, {
          kind: 'directory',
          entries: [{ filename: 'outbox', longname: longName('outbox', attrs), attrs }],
        })
      } else sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
    }),
  )

  sftp.on('READDIR', (id, handle) => {
    const found = find(handle)
    if (found?.kind !== 'directory') sftp.status(id, STATUS_CODE.FAILURE)
    else if (found.entries.length === 0) sftp.status(id, STATUS_CODE.EOF)
    else sftp.name(id, found.entries.splice(0, ENTRIES_PER_REPLY))
  })

  sftp.on('OPEN', (id, path, flags) =>
    answer(id, async () => {
      const place = toPlace(path)
      if (flags !== OPEN_MODE.READ) return void sftp.status(id, STATUS_CODE.PERMISSION_DENIED)
      if (handles.size >= MAX_HANDLES) return void sftp.status(id, STATUS_CODE.FAILURE)
      const attributes = await attributesOf(packagesDir, place)
      if (place.kind !== 'package' || !attributes) return void sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
      give(id, { kind: 'file', file: await open(join(packagesDir, place.name), 'r') })
    }),
  )

  sftp.on('READ', (id, handle, offset, length) =>
    answer(id, async () => {
      const found = find(handle)
      if (found?.kind !== 'file') return void sftp.status(id, STATUS_CODE.FAILURE)
      const buffer = Buffer.allocUnsafe(Math.min(length, MAX_READ_BYTES))
      const { bytesRead } = await found.file.read(buffer, 0, buffer.length, offset)
      if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF)
      else sftp.data(id, buffer.subarray(0, bytesRead))
    }),
  )

  sftp.on('CLOSE', (id, handle) =>
    answer(id, async () => {
      const found = find(handle)
      if (!found) return void sftp.status(id, STATUS_CODE.FAILURE)
      handles.delete(handle.readUInt32BE(0))
      if (found.kind === 'file') await found.file.close()
      sftp.status(id, STATUS_CODE.OK)
    }),
  )

  sftp.on('close', () => {
    for (const handle of handles.values()) {
      if (handle.kind === 'file') handle.file.close().catch(() => undefined)
    }
    handles.clear()
  })
}

/** An absolute path without `.`, `..` and doubled slashes; relative ones begin at the root, where a login lands. */
function normalize(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

function toPlace(path: string): Place {
  const [first, name, ...deeper] = normalize(path).slice(1).split('/')
  if (first === '') return { kind: 'root' }
  if (first !== OUTBOX.slice(1) || deeper.length > 0) return { kind: 'nothing' }
  if (name === undefined) return { kind: 'outbox' }
  return isPackageName(name) ? { kind: 'package', name } : { kind: 'nothing' }
}

/** Names with a leading dot are files that are still being written. */
function isPackageName(name: string): boolean {
  return !name.startsWith('.') && !name.includes('\0') && !name.includes('\\')
}

/** Links are not followed: they could lead out of the folder. */
async function attributesOf(packagesDir: string, place: Place): Promise<Attributes | null> {
  if (place.kind === 'nothing') return null
  if (place.kind !== 'package') return directoryAttributes(new Date(0))
  const { size, mtime, isFile } = await lstat(join(packagesDir, place.name)).then((stats) => ({
    size: stats.size,
    mtime: stats.mtime,
    isFile: stats.isFile(),
  }))
  return isFile ? fileAttributes(size, mtime) : null
}

async function listPackages(packagesDir: string): Promise<FileEntry[]> {
  const names = (await readdir(packagesDir)).filter(isPackageName).sort()
  const entries: FileEntry[] = []
  for (const filename of names) {
    // Gone since the folder was read: not there is the truth.
    const attrs = await attributesOf(packagesDir, { kind: 'package', name: filename }).catch(() => null)
    if (attrs) entries.push({ filename, longname: longName(filename, attrs), attrs })
  }
  return entries
}

function directoryAttributes(modifiedAt: Date): Attributes {
  return { ...fileAttributes(0, modifiedAt), mode: DIRECTORY_MODE }
}

function fileAttributes(size: number, modifiedAt: Date): Attributes {
  const seconds = Math.floor(modifiedAt.getTime() / 1000)
  return { mode: FILE_MODE, uid: 0, gid: 0, size, atime: seconds, mtime: seconds }
}

/** The line of `ls -l`, whose first letter is how ssh2-sftp-client tells files from directories. */
function longName(filename: string, { mode, size, mtime }: Attributes): string {
  const type = mode === DIRECTORY_MODE ? 'dr-xr-xr-x' : '-r--r--r--'
  const date = new Date(mtime * 1000).toISOString().slice(0, 10)
  return `${type} 1 telemessage telemessage ${String(size).padStart(12)} ${date} ${filename}`
}
