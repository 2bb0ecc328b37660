import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hostileManifests } from './hostile-manifests.ts'
import { createLetterWriter } from './hostile-message.ts'
import { createEntryWriter, type HostilePackage } from './hostile-package.ts'
import { encryptedPackages, hostileContainers, unsafeNames } from './hostile-zips.ts'
import { zipBombs } from './zip-bombs.ts'

/**
 * Every nasty package, each under a name of its own and with what must come of it.
 * @param date `YYYY-MM-DD`: the day on which their messages were sent.
 */
export function hostilePackages(date: string): HostilePackage[] {
  const letter = createLetterWriter(date)
  const recipes = [
    ...hostileManifests(),
    ...hostileContainers(),
    ...encryptedPackages(),
    ...unsafeNames(),
    ...zipBombs(),
  ]
  return recipes.map((recipe) => ({
    ...recipe,
    write: async () => recipe.write(createEntryWriter(letter, `package-${recipe.name}`)),
  }))
}

export type WrittenPackage = Omit<HostilePackage, 'write'> & { path: string }

/** Writes them into a folder as `<name>.zip`. The same date gives the same bytes. */
export async function writeHostilePackages(dir: string, date: string): Promise<WrittenPackage[]> {
  await mkdir(dir, { recursive: true })
  const written: WrittenPackage[] = []
  for (const { write, ...described } of hostilePackages(date)) {
    const path = join(dir, `${described.name}.zip`)
    await writeFile(path, await write())
    written.push({ ...described, path })
  }
  return written
}
