import { isPackageFile } from '#lib/domain/package-file.ts'
import type { SiteFile } from './ports.ts'

export type StablePackages = {
  stable: SiteFile[]
  refused: { file: SiteFile; reason: 'still-uploading' | 'gone-from-site' | NonNullable<SiteFile['unfit']> }[]
}

/**
 * The unseen packages of a site that two listings show with the same size and time. What differs is still being
 * written, and half a package would be refused as damaged; what is gone, or cannot be asked for, is said: nobody else
 * would.
 *
 * Waits only when there is something unseen.
 */
export async function listStablePackages(options: {
  list: () => Promise<SiteFile[]>
  isUnseen: (file: SiteFile) => boolean
  wait: () => Promise<unknown>
}): Promise<StablePackages> {
  const unseen = async () =>
    (await options.list()).filter((file) => isPackageFile(file) && options.isUnseen(file))
  const before = new Map((await unseen()).map((file) => [file.name, file]))
  if (before.size === 0) return { stable: [], refused: [] }
  await options.wait()
  const listed = await unseen()
  const names = new Set(listed.map((file) => file.name))
  const after = listed.filter((file) => !file.unfit)
  return {
    stable: after.filter((file) => isSame(before.get(file.name), file)),
    refused: [
      ...listed.flatMap((file) => (file.unfit ? [{ file, reason: file.unfit }] : [])),
      ...after
        .filter((file) => !isSame(before.get(file.name), file))
        .map((file) => ({ file, reason: 'still-uploading' as const })),
      ...[...before.values()]
        .filter((file) => !names.has(file.name))
        .map((file) => ({ file, reason: 'gone-from-site' as const })),
    ],
  }
}

function isSame(before: SiteFile | undefined, after: SiteFile): boolean {
  return before?.sizeBytes === after.sizeBytes && before.modifiedAt.getTime() === after.modifiedAt.getTime()
}
