import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { wordsOfModule } from './words-of-module.ts'

const IMPORT = /(?:^|\n)(?:import|export)\s+(?!type\s)(?:[\w*\s,]*(?:\{[^}]*\})?\s*from\s+)?['"]([^'"]+)['"]/g
const LAZY_IMPORT = /import\(\s*['"]([^'"]+)['"]\s*\)/g
const DIRECTIVE = /^\s*(?:\/\/[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*['"]use (client|server)['"]/

/**
 * The words (places in the message files, `alerts.bell.title`) that the components of a page may ask for in the browser: those of every
 * module that is a client component, or that one imports. What a server component says was already said on the server.
 *
 * @param entries files of the app: a page, or all that stands around pages
 */
export function findClientWords(projectDir: string, entries: readonly string[]): string[] {
  const words = new Set<string>()
  const seen = new Set<string>()
  const waiting = entries.map((entry) => ({ path: resolve(projectDir, entry), isInClient: false }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { directive, imports, words: own } = readModule(projectDir, next.path)
    // The browser gets an address of a server action, and nothing of its module.
    if (directive === 'server') continue
    const isInClient = next.isInClient || directive === 'client'
    const key = `${isInClient} ${next.path}`
    if (seen.has(key)) continue
    seen.add(key)
    if (isInClient) for (const place of own) words.add(place)
    for (const path of imports) waiting.push({ path, isInClient })
  }
  return [...words].sort()
}

type Module = { directive: string | null; imports: string[]; words: string[] }

const modules = new Map<string, Module>()

/** Pages share most of their modules. */
function readModule(projectDir: string, path: string): Module {
  const known = modules.get(path)
  if (known) return known
  const source = readFileSync(path, 'utf8')
  const found = {
    directive: source.match(DIRECTIVE)?.[1] ?? null,
    imports: [IMPORT, LAZY_IMPORT].flatMap((pattern) =>
      [...source.matchAll(pattern)].flatMap(([, specifier]) => fileOf(projectDir, path, specifier as string)),
    ),
    words: wordsOfModule(source),
  }
  modules.set(path, found)
  return found
}

/** Nothing: not a module of this project. */
function fileOf(projectDir: string, from: string, specifier: string): string[] {
  const path = specifier.startsWith('#')
    ? join(projectDir, specifier.slice(1))
    : specifier.startsWith('.')
      ? resolve(dirname(from), specifier)
      : null
  return path && /\.tsx?$/.test(path) && existsSync(path) ? [path] : []
}
