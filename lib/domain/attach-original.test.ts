import { expect, test } from 'vitest'
import type { ArchivedMessage } from './archived-message.ts'
import { attachOriginal } from './attach-original.ts'

const MESSAGE: ArchivedMessage = {
  subject: 's',
  from: null,
  to: [],
  cc: [],
  bcc: [],
  messageId: null,
  sentAt: null,
  body: { contentType: 'text', content: '12345' },
  attachments: [
    { fileName: 'a', contentType: 'x/y', contentId: null, isInline: false, content: new Uint8Array(10) },
  ],
}
const ORIGINAL = new Uint8Array(20)

test('the original is the last attachment while everything together is within the limit', () => {
  const { message, leftOut } = attachOriginal(MESSAGE, ORIGINAL, 35)
  expect(leftOut).toBeNull()
  expect(message.attachments.map((one) => one.fileName)).toEqual(['a', 'original.eml'])
  expect(message.attachments[1]).toMatchObject({ contentType: 'message/rfc822', content: ORIGINAL })
  expect(MESSAGE.attachments).toHaveLength(1)
})

test('over the limit the original is left out, and nothing of the message', () => {
  const { message, leftOut } = attachOriginal(MESSAGE, ORIGINAL, 34)
  expect(message).toBe(MESSAGE)
  expect(leftOut?.note).toBe(
    'Original not attached: original.eml (20 bytes). With it the item is over the limit of 34 bytes. It is kept in the staged package.',
  )
})
