import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const PROJECT = join(import.meta.dirname, '..')
const PAGES = ['README.md', 'sandbox/README.md', ...globSync('docs/**/*.md', { cwd: PROJECT })]

test.each(PAGES)('every link and picture of %s leads somewhere', (page) => {
  const text = readFileSync(join(PROJECT, page), 'utf8')
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  const local = targets.filter((target) => !/^https:/.test(target))
  expect(local.filter((target) => !leadsSomewhere(page, target))).toEqual([])
})

test('no picture is kept that no page shows', () => {
  const shown = PAGES.map((page) => readFileSync(join(PROJECT, page), 'utf8')).join('\n')
  const kept = globSync('docs/pictures/*.png', { cwd: PROJECT }).map((path) => relative('docs', path))
  expect(kept.filter((picture) => !shown.includes(picture))).toEqual([])
})

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? join(PROJECT, page) : resolve(PROJECT, dirname(page), path)
  if (!existsSync(file)) return false
  return anchor === undefined || anchorsOf(readFileSync(file, 'utf8')).includes(anchor)
}

/** As GitHub makes them of headings: lower case, blanks to dashes, no punctuation. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
