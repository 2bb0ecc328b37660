import { describe, expect, test } from 'vitest'
import { auditFacts } from './audit-detail.ts'

describe('the detail of an audit event', () => {
  test('tells old and new of a setting', () => {
    expect(auditFacts({ was: 'China', is: 'Contoso China' })).toEqual([
      { name: '', was: 'China', is: 'Contoso China' },
    ])
  })

  test('tells of several settings only those that differ', () => {
    const was = { overLimit: 'do-not-import', itemLimitBytes: 10 }
    expect(auditFacts({ was, is: { ...was, itemLimitBytes: 20 } })).toEqual([
      { name: 'itemLimitBytes', was: '10', is: '20' },
    ])
  })

  test('tells what has no older value as it is', () => {
    expect(auditFacts({ runId: 'r1', itemCount: 318 })).toEqual([
      { name: 'runId', is: 'r1' },
      { name: 'itemCount', is: '318' },
    ])
    expect(auditFacts({ name: 'China', was: 'active' })).toEqual([
      { name: 'was', is: 'active' },
      { name: 'name', is: 'China' },
    ])
  })

  test('never shows what is named like a secret, however deep it lies', () => {
    const text = JSON.stringify(
      auditFacts({ password: 'hunter2', is: { clientSecret: 'hunter2', login: { privateKey: 'hunter2' } } }),
    )
    expect(text).not.toContain('hunter2')
  })

  test('is nothing where nothing was written', () => {
    expect(auditFacts({})).toEqual([])
    expect(auditFacts(null)).toEqual([])
  })
})
