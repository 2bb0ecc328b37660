import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mimeMessageFormat } from './message-format.ts'

/** Real and deliberately broken messages of public projects; not part of this repository. */
const CORPUS = join(import.meta.dirname, '../../../../shared/corpus')

const NOT_A_MESSAGE = /(^|\/)(LICENSE|README)/i

function messagesOf(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !NOT_A_MESSAGE.test(path.slice(folder.length)))
}

const paths = messagesOf(CORPUS)
if (paths.length === 0) process.stderr.write('Skipped: no real messages in ../shared/corpus.\n')

describe.skipIf(paths.length === 0)('real messages', () => {
  test('are all inspected', () => {
    for (const path of paths) {
      const { headers, content } = mimeMessageFormat.inspect(readFileSync(path))
      expect(content.contentSha256, path).toMatch(/^[0-9a-f]{64}$/)
      expect(JSON.stringify(headers).includes('\\u0000'), path).toBe(false)
    }
  })

  test('are decoded with the recipients that routing sees and a name for each file, or refused with a code', async () => {
    for (const path of paths) {
      const bytes = readFileSync(path)
      const message = await mimeMessageFormat.decode(bytes).catch((error: { code?: string }) => error.code)
      if (typeof message !== 'object') {
        expect(message, path).toBe('message_unreadable')
        continue
      }
      const { headers } = mimeMessageFormat.inspect(bytes)
      expect(message.to, path).toEqual(headers.to)
      for (const file of message.attachments) expect(file.fileName, path).not.toBe('')
    }
  })
})
