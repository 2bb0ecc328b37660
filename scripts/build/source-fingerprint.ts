import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What goes into the web app. lib/db/generated follows from prisma/schema.prisma. */
const SOURCE_FOLDERS = ['app', 'components', 'lib', 'messages', 'public', 'scripts/build', 'scripts/web']
const SOURCE_FILES = [
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'prisma/schema.prisma',
  'proxy.ts',
  'tsconfig.json',
]

/** A hash over names and contents: times differ between checkouts of the same sources. */
export function fingerprintSources(projectDir: string): string {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`)
  const folderFiles = SOURCE_FOLDERS.flatMap((folder) => listSources(projectDir, folder))
  for (const path of [...SOURCE_FILES, ...folderFiles]) {
    const absolute = join(projectDir, path)
    if (!existsSync(absolute)) continue
    const content = readFileSync(absolute)
    hash.update(`\n${path} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

function listSources(projectDir: string, folder: string): string[] {
  if (!existsSync(join(projectDir, folder))) return []
  return readdirSync(join(projectDir, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectDir.length).replace(/^\/+/, ''))
    .filter((path) => !path.startsWith('lib/db/generated/'))
    .sort()
}
