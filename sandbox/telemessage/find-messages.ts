import { open, readdir } from 'node:fs/promises'
import { basename, extname, join, relative, sep } from 'node:path'
import type { PackageEntrySource } from './make-package.ts'

const EXTENSIONS = new Set(['.eml', '.raw', '.txt', ''])
/** Files with a name like a message's that only describe the others. */
const NOT_MESSAGES = /^(readme|license|licence|copying|authors|changelog|makefile)$/i

/**
 * The files of a folder and the folders below it that look like e-mail messages by their name (`.eml`, `.raw`, `.txt` or
 * no extension) and are not empty, each with an entry name that no other has and that is safe to unpack anywhere.
 */
export async function findMessages(dir: string): Promise<PackageEntrySource[]> {
  const taken = new Set<string>()
  const found: PackageEntrySource[] = []
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const path of paths) {
    const extension = extname(path).toLowerCase()
    if (!EXTENSIONS.has(extension) || NOT_MESSAGES.test(basename(path, extname(path)))) continue
    if (await isEmpty(path)) continue
    found.push({ name: uniqueName(relative(dir, path), taken), content: { path } })
  }
  return found
}

async function isEmpty(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    return (await file.stat()).size === 0
  } finally {
    await file.close()
  }
}

/** Flat, ASCII, ending in `.eml`; compared without case, since packages are unpacked on Windows too. */
function uniqueName(relativePath: string, taken: Set<string>): string {
  const flat = relativePath
    .split(sep)
    .join('-')
    .replace(/\.(eml|raw|txt)$/i, '')
    .replace(/[^\w.-]+/g, '_')
    .replace(/^[.-]+/, '')
    .slice(0, 120)
  const base = flat === '' ? 'message' : flat
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${base}.eml` : `${base}-${number}.eml`
    if (!taken.has(name.toLowerCase())) {
      taken.add(name.toLowerCase())
      return name
    }
  }
}
