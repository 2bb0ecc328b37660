import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const APP_DIR = import.meta.dirname

describe('while a page is read', () => {
  test('nothing above it answers before it knows who asks and whether it is there', () => {
    expect(globSync('**/loading.tsx', { cwd: APP_DIR })).toEqual([])
  })

  test('each page of the shell has something to show in the place of what is slow', () => {
    const pages = globSync('(signed-in)/(pages)/**/page.tsx', { cwd: APP_DIR })
    expect(pages.length).toBeGreaterThan(0)
    const without = pages.filter((page) => {
      const source = readFileSync(join(APP_DIR, page), 'utf8')
      return !/<WhenRead\s[^>]*skeleton=/.test(source)
    })
    expect(without).toEqual([])
  })
})
