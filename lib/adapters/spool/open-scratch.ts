import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Longer than any delivery: a folder that nothing was put into for so long belongs to a process that died. */
const STALE_MS = 24 * 3_600_000

/**
 * A folder of this process for contents that are too large to hold, made at its first use. What dead processes left is taken
 * away then.
 */
export function openScratch(spoolDirectory: string, now: () => number = Date.now): () => Promise<string> {
  const parent = join(spoolDirectory, 'scratch')
  let opening: Promise<string> | null = null
  return () => {
    opening ??= open().catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }

  async function open(): Promise<string> {
    await mkdir(parent, { recursive: true, mode: 0o700 })
    for (const name of await readdir(parent)) {
      const path = join(parent, name)
      const found = await stat(path).catch(() => null)
      if (found && now() - found.mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true })
    }
    return mkdtemp(join(parent, 'process-'))
  }
}
