import { expect, test } from 'vitest'
import { originalArchiveMessageId } from './original-message.ts'

test.each([
  ['recalled', 'Original Message (Msg ID - wc-1015)\nI am. Johanna?', 'wc-1015'],
  ['recalled', 'original message (msg id – wc-1015) \r\nsaid', 'wc-1015'],
  ['recalled', 'Original Message (Msg ID - a(1))', 'a(1)'],
  ['edited', 'Original Message ID: wc-1004\r\nEdit ID - wc-1020\nPrevious Text:\nx', 'wc-1004'],
  ['edited', 'EDIT\n  Original Message ID - wc-1\nOriginal Message ID: wc-2', 'wc-1'],
  ['edited', 'Previous Text: see Original Message ID: wc-2 above', null],
  ['recalled', 'Original Message (Msg ID - )', null],
  ['recalled', `${'x\n'.repeat(6_000)}Original Message ID: late`, null],
  ['chat', 'Original Message ID: wc-1', null],
  ['recalled', '', null],
] as const)('the original of a message that is %s and says %j is %j', (kind, text, id) => {
  expect(originalArchiveMessageId(kind, { contentType: 'text', content: text })).toBe(id)
})

test('a body in HTML names it in a line of its own too', () => {
  const content = '<html><body><p>Original Message (Msg ID &#45; wc-1015)</p><p>said</p></body></html>'
  expect(originalArchiveMessageId('recalled', { contentType: 'html', content })).toBe('wc-1015')
  expect(originalArchiveMessageId('recalled', { contentType: 'text', content })).toBeNull()
})
