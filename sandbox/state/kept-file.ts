import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A file that is made once and kept: what a restart must not change, such as a key. Readable by its owner only. */
export async function keptFile(path: string, make: () => string | Promise<string>): Promise<string> {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const content = await make()
  replaceFile(path, content)
  return content
}

/** Whole or not at all, also when the process dies while it writes. */
export function replaceFile(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.new`
  writeFileSync(temporary, content, { mode: 0o600 })
  renameSync(temporary, path)
}
