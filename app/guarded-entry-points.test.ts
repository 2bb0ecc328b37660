import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const FOLDERS = ['app', 'components', 'lib']

/** Routes outside the wrapper, each with the reason why. */
const UNGUARDED_ROUTES = {
  'app/api/auth/[...nextauth]/route.ts': 'next-auth guards its endpoints itself',
  'app/api/health/route.ts': 'says nothing but that the process lives',
  'app/api/health/ready/route.ts': 'says nothing but that the app can serve',
}

/** Without comments, so that a word in one neither hides nor makes an entry point. */
function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

const sources = globSync(
  FOLDERS.map((folder) => `${folder}/**/*.{ts,tsx}`),
  { cwd: ROOT },
).filter((path) => !path.includes('.test.') && !path.includes('generated'))
const actionFiles = sources.filter((path) => /^\s*['"]use server['"]/.test(read(path)))
const routeFiles = sources.filter((path) => /(^|\/)route\.tsx?$/.test(path))

/** Every export of a module, as its first line says it. */
function exportsOf(path: string): string[] {
  return read(path)
    .split('\n')
    .filter((line) => /^export\b/.test(line))
}

describe('every way into the app that changes something goes through the wrapper', () => {
  test('there are actions and routes to look at', () => {
    expect(actionFiles.length).toBeGreaterThan(2)
    expect(routeFiles.length).toBeGreaterThan(Object.keys(UNGUARDED_ROUTES).length)
  })

  test.each(actionFiles)('%s exports only what defineAction made', (path) => {
    expect(exportsOf(path)).not.toEqual([])
    for (const line of exportsOf(path)) expect(line).toMatch(/^export const \w+ = defineAction\(/)
  })

  test('no function elsewhere is made an action by an inline directive', () => {
    const inline = sources.filter(
      (path) => !actionFiles.includes(path) && /['"]use server['"]/.test(read(path)),
    )
    expect(inline).toEqual([])
  })

  test.each(routeFiles.filter((path) => !(path in UNGUARDED_ROUTES)))(
    '%s exports only what defineRoute or defineStreamRoute made',
    (path) => {
      expect(exportsOf(path)).not.toEqual([])
      for (const line of exportsOf(path)) {
        expect(line).toMatch(/^export const (GET|POST|PUT|PATCH|DELETE) = define(Stream)?Route\(/)
      }
    },
  )

  test('the list of exceptions names no route that is gone', () => {
    expect(Object.keys(UNGUARDED_ROUTES).filter((path) => !routeFiles.includes(path))).toEqual([])
  })
})
