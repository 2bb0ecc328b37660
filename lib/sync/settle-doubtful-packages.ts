import type { PackageRefusal } from './ports/package-format.ts'
import type { SiteFile } from './ports/source-site.ts'

/** A file that arrived and is no package as it is: damaged, or not whole yet. It lies where it was written. */
export type DoubtfulPackage = {
  file: SiteFile
  temporaryPath: string
  sizeBytes: number
  sha256: string
  refusal: PackageRefusal
}

export type NotTakenReason = 'still-uploading' | 'gone-from-site'

/**
 * Half an upload looks like a damaged package. What a later listing shows with another size or time is still being written
 * and waits for the next run; what it shows unchanged is refused for what it is.
 *
 * Whole packages never come here: a ZIP has its directory at its end, and its manifest names every entry, so that one which
 * opens and agrees with its manifest has arrived. Their run does not wait.
 */
export async function settleDoubtfulPackages(
  doubtful: readonly DoubtfulPackage[],
  ports: {
    /** Long enough for an upload that moves to show it. */
    wait: () => Promise<unknown>
    list: () => Promise<readonly SiteFile[]>
    refuse: (doubted: DoubtfulPackage) => Promise<void>
    leave: (doubted: DoubtfulPackage, reason: NotTakenReason) => Promise<void>
  },
): Promise<void> {
  if (doubtful.length === 0) return
  await ports.wait()
  const listed = new Map((await ports.list()).map((file) => [file.name, file]))
  for (const doubted of doubtful) {
    const now = listed.get(doubted.file.name)
    if (now && isSame(doubted.file, now)) {
      await ports.refuse(doubted)
      continue
    }
    await ports.leave({ ...doubted, file: now ?? doubted.file }, now ? 'still-uploading' : 'gone-from-site')
  }
}

function isSame(before: SiteFile, now: SiteFile): boolean {
  return before.sizeBytes === now.sizeBytes && before.modifiedAt.getTime() === now.modifiedAt.getTime()
}
