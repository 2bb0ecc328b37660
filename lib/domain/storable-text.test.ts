import { expect, test } from 'vitest'
import { storableText } from './storable-text.ts'

test.each([
  ['a\u0000b', 10, 'ab'],
  ['你好', 10, '你好'],
  ['abcdef', 4, 'abc…'],
  ['\ud83d', 10, '\ufffd'],
  ['ab😀', 4, 'ab😀'],
  ['ab😀d', 4, 'ab\ufffd…'],
])('%j within %i is %j', (text, maxLength, stored) => {
  expect(storableText(text, maxLength)).toBe(stored)
})
