import { expect, test } from 'vitest'
import { refuse } from '#lib/domain/action-result.ts'
import { callForEach } from './call-for-each.ts'
import type { Action } from './use-call.ts'

test('one that is refused does not hold up the others, and the first refusal is kept', async () => {
  const called: number[] = []
  const action: Action<number, null> = async (number) => {
    called.push(number)
    if (number === 2) return refuse('connector-not-active', { values: { name: 'Two' } })
    return number === 3 ? refuse('connector-gone') : { ok: true, value: null }
  }
  expect(await callForEach(action)([1, 2, 3, 4])).toEqual({
    ok: true,
    value: { doneCount: 2, refused: { code: 'connector-not-active', values: { name: 'Two' } } },
  })
  expect(called).toEqual([1, 2, 3, 4])
})

test('a session that has ended ends it', async () => {
  const called: number[] = []
  const action: Action<number, null> = async (number) => {
    called.push(number)
    return refuse('session-expired')
  }
  expect(await callForEach(action)([1, 2])).toEqual(refuse('session-expired'))
  expect(called).toEqual([1])
})
