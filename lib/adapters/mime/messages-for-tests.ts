import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type TestMessage = { name: string; eml: Buffer }

/** Real and deliberately broken messages of public projects; not part of this repository, and none when it is alone. */
const CORPUS = join(import.meta.dirname, '../../../../shared/corpus')
const NOT_A_MESSAGE = /^(LICENSE|README)/i

/** Empty where the messages are not at hand; says so once. */
export function realMessages(): TestMessage[] {
  const paths = existsSync(CORPUS) ? filesBelow(CORPUS) : []
  if (paths.length === 0) process.stderr.write('Skipped: no real messages in ../shared/corpus.\n')
  return paths.map((path) => ({ name: path.slice(CORPUS.length + 1), eml: readFileSync(path) }))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_A_MESSAGE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
