import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AUDIT_ACTIONS } from './audit-actions.ts'

const ROOT = join(import.meta.dirname, '../..')
/** `subject.verb`, as the calls of the wrapper are named. */
const NAMED = /\b(?:name|action): '([a-z-]+\.[a-z-]+)'/g

const named = new Set(
  globSync('{lib/server,app,scripts/demo}/**/*.ts', { cwd: ROOT })
    .filter((path) => !path.includes('.test.'))
    .flatMap((path) => [...readFileSync(join(ROOT, path), 'utf8').matchAll(NAMED)])
    .map(([, name = '']) => name),
)

describe('the actions of the audit log', () => {
  test('are looked for in what the app can do', () => {
    expect(named.size).toBeGreaterThan(30)
  })

  test('are all known, so that each has its words', () => {
    expect([...named].filter((name) => !(AUDIT_ACTIONS as readonly string[]).includes(name))).toEqual([])
  })

  test.each(['en', 'sv', 'zh-CN'])('have words in %s', (locale) => {
    const { audit } = JSON.parse(readFileSync(join(ROOT, `messages/${locale}.json`), 'utf8'))
    const without = AUDIT_ACTIONS.filter((action) => {
      const [subject = '', verb = ''] = action.split('.')
      return !audit.actions[subject]?.[verb]
    })
    expect(without).toEqual([])
  })
})
