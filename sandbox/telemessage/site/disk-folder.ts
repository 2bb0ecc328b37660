import { constants, type Stats } from 'node:fs'
import { lstat, open, readdir, readlink, realpath } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { attributesFor, FILE_TYPE, type FolderNode, type OpenFile, type SiteNode } from './site-node.ts'

/**
 * A folder of this machine as the site shows it: all that is in it, hidden files and links too, as OpenSSH does. No
 * path and no link leads out of `root`; what lies there is not there for the site.
 */
export function diskFolder(root: string, path: string, name: string, modifiedAt: Date): FolderNode {
  const find = async (child: string) => {
    if (!isOneName(child)) return null
    const childPath = join(path, child)
    return toNode(root, childPath, child, await lstat(childPath))
  }
  return {
    kind: 'folder',
    name,
    attributes: attributesFor(FILE_TYPE.folder | 0o755, 4096, modifiedAt),
    find: (child) => find(child).catch(nullWhenGone),
    async list() {
      const nodes: SiteNode[] = []
      for (const child of await readdir(path)) {
        // Gone since the folder was read: not there is the truth.
        const node = await find(child).catch(nullWhenGone)
        if (node) nodes.push(node)
      }
      return nodes
    },
  }
}

function isOneName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)
}

async function toNode(root: string, path: string, name: string, stats: Stats): Promise<SiteNode> {
  if (stats.isDirectory()) return diskFolder(root, path, name, stats.mtime)
  const attributes = attributesFor(stats.mode, stats.size, stats.mtime)
  if (stats.isFile()) return { kind: 'file', name, attributes, open: () => openFile(path) }
  if (!stats.isSymbolicLink()) return { kind: 'special', name, attributes }
  return {
    kind: 'link',
    name,
    attributes,
    target: await readlink(path),
    follow: () => follow(root, path).catch(nullWhenGone),
  }
}

async function follow(root: string, path: string): Promise<SiteNode | null> {
  const [realRoot, realPath] = await Promise.all([realpath(root), realpath(path)])
  if (!realPath.startsWith(`${realRoot}${sep}`)) return null
  return toNode(root, realPath, basename(realPath), await lstat(realPath))
}

async function openFile(path: string): Promise<OpenFile> {
  // Not what a link that has taken the file's place meanwhile leads to.
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  return {
    async attributes() {
      const stats = await file.stat()
      return attributesFor(stats.mode, stats.size, stats.mtime)
    },
    read: async (buffer, position) => (await file.read(buffer, 0, buffer.length, position)).bytesRead,
    close: () => file.close(),
  }
}

function nullWhenGone(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // A link to itself has no end either.
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG') return null
  throw error
}
