import { createWriteStream } from 'node:fs'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** A message of a package: its name in the ZIP, and its bytes or where they lie. */
export type PackageEntrySource = { name: string; content: Buffer | { path: string } }

/**
 * Writes a package as TeleMessage delivers one: a ZIP of EML files and a manifest, named
 * `YYYYMMDD0000-TeleMessage_<n>_<time zipped>.zip`, `n` being the first number that is still free. It appears under its
 * name when it is complete.
 *
 * Public about the manifest (telemessage.md 2.1) are its ending `.mf`, its `Count:` equal to the number of EML files, and
 * that it names each of them. How its lines look is not: ours are an assumption, a `Count: N` line and then one name a
 * line. Nothing should depend on more than what is public.
 *
 * @returns the path of the package.
 */
export async function makePackage(
  outDir: string,
  entries: readonly PackageEntrySource[],
  now: Date,
): Promise<string> {
  await mkdir(outDir, { recursive: true })
  const { path, manifestName } = await freeName(outDir, now)
  const zip = new ZipFile()
  for (const { name, content } of entries) {
    if (Buffer.isBuffer(content)) zip.addBuffer(content, name, { mtime: now })
    else zip.addFile(content.path, name, { mtime: now })
  }
  const manifest = [`Count: ${entries.length}`, ...entries.map((entry) => entry.name), ''].join('\r\n')
  zip.addBuffer(Buffer.from(manifest, 'utf8'), manifestName, { mtime: now })
  zip.end()

  const temporary = join(outDir, `.${manifestName}.part`)
  // yazl reports a file that cannot be read on itself, not on its output.
  const failed = new Promise<never>((_resolve, reject) => zip.on('error', reject))
  try {
    await Promise.race([pipeline(zip.outputStream, createWriteStream(temporary)), failed])
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return path
}

async function freeName(outDir: string, now: Date): Promise<{ path: string; manifestName: string }> {
  const digits = now.toISOString().replace(/\D/g, '')
  for (let number = 1; ; number += 1) {
    const base = `${digits.slice(0, 8)}0000-TeleMessage_${number}_${digits.slice(0, 14)}`
    const path = join(outDir, `${base}.zip`)
    const isTaken = await access(path).then(
      () => true,
      () => false,
    )
    if (!isTaken) return { path, manifestName: `${base}.mf` }
  }
}
