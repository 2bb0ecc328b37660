import { describe, expect, test } from 'vitest'
import { mimeMessageFormat } from './message-format.ts'
import { realMessages } from './messages-for-tests.ts'

const messages = realMessages()

describe.skipIf(messages.length === 0)('real messages', () => {
  test('are all inspected', () => {
    for (const { name, eml } of messages) {
      const { headers, content } = mimeMessageFormat.inspect(eml)
      expect(content.contentSha256, name).toMatch(/^[0-9a-f]{64}$/)
      expect(JSON.stringify(headers).includes('\\u0000'), name).toBe(false)
    }
  })

  test('are decoded with the recipients that routing sees and a name for each file, or refused with a code', async () => {
    for (const { name, eml } of messages) {
      const message = await mimeMessageFormat.decode(eml).catch((error: { code?: string }) => error.code)
      if (typeof message !== 'object') {
        expect(message, name).toBe('message_unreadable')
        continue
      }
      const { headers } = mimeMessageFormat.inspect(eml)
      expect(message.to, name).toEqual(headers.to)
      for (const file of message.attachments) expect(file.fileName, name).not.toBe('')
    }
  })
})
