import { open, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Replacement = {
  package: string
  content: Buffer
  /** `rename`: another file takes the name at once, who reads the old one reads on; `in-place`: the file is written over. */
  mode: 'rename' | 'in-place'
  /** Whether the file keeps its time, so that only its bytes, and perhaps its size, tell that it is another. */
  keepsModifiedAt: boolean
}

/** Puts other bytes under a package's name. @throws ENOENT when there is no such package */
export async function replacePackage(packagesDir: string, replacement: Replacement): Promise<void> {
  const { content, keepsModifiedAt, mode } = replacement
  const path = join(packagesDir, replacement.package)
  const before = await stat(path)
  const target = mode === 'rename' ? `${path}.new` : path
  if (mode === 'rename') await writeFile(target, content)
  else await overwrite(target, content)
  if (keepsModifiedAt) await utimes(target, before.atime, before.mtime)
  if (mode === 'rename') await rename(target, path)
}

async function overwrite(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.writeFile(content)
    await file.truncate(content.length)
  } finally {
    await file.close()
  }
}
