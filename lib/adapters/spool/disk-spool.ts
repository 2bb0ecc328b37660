import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackageSpool } from '#lib/sync/ports/package-spool.ts'

/** A download that nobody finished in a day belongs to a process that died. */
const STALE_DOWNLOAD_MS = 24 * 3_600_000

/**
 * Packages on local disk under their hash. It is a cache: the oldest-used packages go when the rest would exceed
 * `maxBytes`, and a package that is being read stays readable, since its file is open.
 */
export function createDiskSpool(options: {
  directory: string
  maxBytes: number
  now: () => Date
}): PackageSpool {
  const pathOf = (sha256: string) => join(options.directory, `${sha256}.zip`)
  return {
    async find(sha256) {
      const path = pathOf(sha256)
      const now = options.now()
      // The time of last use, for the choice of what goes first.
      return utimes(path, now, now).then(
        () => path,
        () => null,
      )
    },
    async temporaryPath() {
      await mkdir(options.directory, { recursive: true, mode: 0o700 })
      return join(options.directory, `${randomUUID()}.part`)
    },
    async keep(temporaryPath, sha256) {
      await rename(temporaryPath, pathOf(sha256))
      await makeRoom(options, `${sha256}.zip`)
      return pathOf(sha256)
    },
    async discard(temporaryPath) {
      await rm(temporaryPath, { force: true })
    },
  }
}

async function makeRoom(
  options: { directory: string; maxBytes: number; now: () => Date },
  keepName: string,
): Promise<void> {
  const names = (await readdir(options.directory)).filter((name) => name !== keepName)
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(options.directory, name)
      const found = await stat(path).catch(() => null)
      return { path, isPart: name.endsWith('.part'), bytes: found?.size ?? 0, usedAt: found?.mtimeMs ?? 0 }
    }),
  )
  const kept = await stat(join(options.directory, keepName))
  let total = kept.size
  for (const file of files.sort((a, b) => b.usedAt - a.usedAt)) {
    const isStale = file.isPart && options.now().getTime() - file.usedAt > STALE_DOWNLOAD_MS
    if (!isStale && (file.isPart || total + file.bytes <= options.maxBytes)) total += file.bytes
    else await rm(file.path, { force: true })
  }
}
