import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findWordsOfPages } from '#scripts/build/find-words-of-pages.ts'
import { wordsOfModule } from '#scripts/build/words-of-module.ts'

const APP_DIR = import.meta.dirname
const { frame, pages } = findWordsOfPages(resolve(APP_DIR, '..'))

describe('words that come with a page', () => {
  test('each page of those who are signed in is given its own, by its folder', () => {
    const entries = globSync('(signed-in)/**/page.tsx', { cwd: APP_DIR })
    expect(entries.length).toBeGreaterThan(20)
    for (const entry of entries) {
      const folder = dirname(entry).replaceAll('\\', '/')
      const named = readFileSync(join(APP_DIR, entry), 'utf8').match(
        /export default withWords\(\s*'([^']+)',/,
      )
      expect(named?.[1], entry).toBe(folder)
      expect(Object.keys(pages)).toContain(folder)
    }
  })

  test('the frame has what stands on every page, and no words of one of them', () => {
    expect(frame).toContain('shell.skip')
    expect(frame).toContain('fault.title')
    expect(frame.filter((place) => /^(mapping|product|connectors|people)(\.|$)/.test(place))).toEqual([])
  })

  test('a component that is several imports away is found, a server component is not', () => {
    expect(pages['(signed-in)/(pages)/data-connectors/connectors']).toContain('age.hours')
    expect(pages['(signed-in)/(pages)/data-connectors/connectors/[connectorId]/runs/[runId]']).not.toContain(
      'run.reasons',
    )
  })
})

describe('what a module asks for', () => {
  const wordsIn = (body: string) => wordsOfModule(`const t = useTranslations('run')\n${body}`)

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is source that is read.
  test.each([
    ["t('title')", ['run.title']],
    ["t(\n  'title',\n  { count })", ['run.title']],
    ["t.rich('pace.average', { b })", ['run.pace.average']],
    ['t(`phases.${phase}`)', ['run.phases']],
    ["t(isOpen ? 'open' : 'closed')", ['run.open', 'run.closed']],
    ['t(`${point}Title`)', ['run']],
    ['t(key)', ['run']],
    ['wordsOf(t, 3)', ['run']],
    ["t(isOpen ? key : 'closed')", ['run']],
    ["t(one ? 'a' : two ? 'b' : key)", ['run']],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.
  ])('%s', (body, words) => {
    expect(wordsIn(body).sort()).toEqual([...words].sort())
  })

  test('two hooks of one name are both meant', () => {
    const both = "const t = useTranslations('run')\nt('a')\nconst t = useTranslations('items')\nt('b')"
    expect(wordsOfModule(both).sort()).toEqual(['items.a', 'items.b', 'run.a', 'run.b'])
  })

  test('a hook whose words nobody can tell is refused', () => {
    expect(() => wordsOfModule('const t = useTranslations(place)')).toThrow()
    expect(() => wordsOfModule('const t = useTranslations()\nt(key)')).toThrow()
  })
})
