import type { Account } from './accounts.ts'
import { diskFolder } from './disk-folder.ts'
import type { OddEntries } from './odd-entries.ts'
import { attributesFor, FILE_TYPE, type FolderNode, SiteAccessError, type SiteNode } from './site-node.ts'

export type SiteTree = {
  /** What a path leads to, links on the way followed; a link at its end only when `follow`. */
  find(path: string, follow: boolean): Promise<SiteNode | null>
}

export type TreeContent = {
  account: Account
  /** The packages' folder in the root. */
  outboxName: string
  packagesDir: string
  odd: () => OddEntries
}

/** What an account sees of the site: a folder for its packages in a root of its own. */
export function siteTree(content: TreeContent): SiteTree {
  const root = folder('/', async () => {
    const outbox = outboxOf(content)
    return outbox ? [outbox] : []
  })
  return {
    async find(path, follow) {
      let node: SiteNode | null = root
      for (const part of absolutePath(path).split('/').slice(1)) {
        if (part === '') continue
        node = await behindLink(node)
        if (node?.kind !== 'folder') return null
        node = await node.find(part)
      }
      return follow ? behindLink(node) : node
    },
  }
}

/** Without `.`, `..` and doubled slashes; a relative one begins at the root, where a login lands. */
export function absolutePath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

async function behindLink(node: SiteNode | null): Promise<SiteNode | null> {
  const target = node?.kind === 'link' ? await node.follow() : node
  return target?.kind === 'link' ? null : target
}

function outboxOf({ account, odd, outboxName: name, packagesDir }: TreeContent): FolderNode | null {
  if (account.outbox === 'missing') return null
  if (account.outbox === 'empty') return folder(name, async () => [])
  if (account.outbox === 'forbidden') {
    const refuse = () => Promise.reject(new SiteAccessError('EACCES'))
    const attributes = attributesFor(FILE_TYPE.folder, 4096, new Date(0))
    return { kind: 'folder', name, attributes, find: refuse, list: refuse }
  }
  const disk = diskFolder(packagesDir, packagesDir, name, new Date(0))
  return {
    ...disk,
    find: async (child) => odd().find(child) ?? disk.find(child),
    list: async () => [...(await disk.list()), ...odd().list()],
  }
}

function folder(name: string, list: () => Promise<SiteNode[]>): FolderNode {
  return {
    kind: 'folder',
    name,
    attributes: attributesFor(FILE_TYPE.folder | 0o755, 4096, new Date(0)),
    find: async (child) => (await list()).find((node) => node.name === child) ?? null,
    list,
  }
}
