import { describe, expect, test } from 'vitest'
import { mimeMessageFormat } from '#lib/adapters/mime/message-format.ts'
import { participantsOf } from '#lib/domain/participant.ts'
import { CONTOSO_PEOPLE } from './day-people.ts'
import { hostileMessages } from './hostile-messages.ts'

const messages = hostileMessages('2026-11-21')
const byName = (name: string) => {
  const found = messages.find((message) => message.name === name)
  if (!found) throw new Error(`There is no ${name}.`)
  return found
}
const named = messages.map((message) => [message.name, message] as const)
const arriving = named.filter(([, message]) => message.expected === 'delivered')

/** Decoded: every attachment, and the text. The rule of the product's limit. */
const LIMIT_BYTES = 10 * 1024 * 1024

/** Messages of 14 MB take their time on a machine that has other things to do. */
const patient = { timeout: 30_000 }

test('hostile messages have names of their own and come out the same each time', patient, () => {
  expect(new Set(messages.map((message) => message.name)).size).toBe(messages.length)
  const again = new Map(hostileMessages('2026-11-21').map((message) => [message.name, message]))
  for (const message of messages) {
    expect(again.get(message.name)?.eml.equals(message.eml), message.name).toBe(true)
  }
})

describe('inspection', patient, () => {
  test.each(named)('of %s gives text that can be stored, and finds the right mailboxes', (_, message) => {
    const { headers, kind, content } = mimeMessageFormat.inspect(message.eml)
    expect(content.contentSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(kind).not.toBe('system-event')
    const people = participantsOf(headers)
    const texts = [headers.subject, headers.messageId ?? '', content.archiveMessageId]
    for (const text of [...texts, ...people.map((person) => person.displayName)]) {
      expect(text.includes('\0')).toBe(false)
      expect(text.isWellFormed()).toBe(true)
    }
    expect(headers.teleMessage.has('enc-datakey')).toBe(message.reason === 'encrypted')
    if (message.expected === 'delivered' || message.reason === 'no-valid-user') {
      expect(mailboxesOf(people.map((person) => person.address))).toEqual(message.mailboxes)
    }
  })

  test('a number in full-width digits is a number', () => {
    const { headers } = mimeMessageFormat.inspect(byName('full-width-number').eml)
    expect(participantsOf(headers).map((person) => person.phone)).toContain('8613800138002')
  })

  test('a group is no call because of its name', () => {
    expect(mimeMessageFormat.inspect(byName('group-called-voice-call').eml).kind).toBe('group-chat')
  })
})

describe('decoding', patient, () => {
  test.each(arriving)('of %s loses nothing and stays within the limit', async (_, message) => {
    const decoded = await mimeMessageFormat.decode(message.eml)
    expect(decoded.body.content.isWellFormed()).toBe(true)
    expect(decoded.body.content.includes('\0')).toBe(false)
    for (const file of decoded.attachments) expect(file.fileName).toMatch(/^[^/\\\p{Cc}]+$/u)
    expect(sizeOf(decoded)).toBeLessThanOrEqual(LIMIT_BYTES)
  })

  test.each(named.filter(([, message]) => message.reason === 'too-large'))(
    'of %s is over the limit',
    async (_, message) => {
      expect(sizeOf(await mimeMessageFormat.decode(message.eml))).toBeGreaterThan(LIMIT_BYTES)
    },
  )

  test.each([
    ['parts-5000', (text: string) => text.includes('Part 0') && text.includes('Part 4999')],
    ['nested-200-deep', (text: string) => text.includes('At the bottom.')],
    ['gbk-that-is-utf-8', (text: string) => text.length > 0],
    ['no-closing-boundary', (text: string) => text.includes('Hello.') && text.includes('Cut')],
    ['html-with-scripts', (text: string) => text.includes('<body')],
  ])('of %s keeps its text', async (name, isThere) => {
    expect(isThere((await mimeMessageFormat.decode(byName(name).eml)).body.content)).toBe(true)
  })

  test.each([
    ['attachments-1000', 1_000],
    ['file-names-with-paths', 8],
    ['file-names-alike', 3],
    ['winmail-dat', 1],
    ['zip-in-zip-in-zip', 1],
    ['text-file-inline', 1],
    ['boundary-never-used', 1],
    ['no-boundary-parameter', 1],
    ['attachments-of-4-mb-together', 4],
  ])('of %s keeps its %i files', async (name, count) => {
    expect((await mimeMessageFormat.decode(byName(name).eml)).attachments).toHaveLength(count)
  })
})

describe('a file', () => {
  test('whose name is in raw GBK is read like a name in the header is', async () => {
    const { attachments } = await mimeMessageFormat.decode(byName('file-name-in-raw-gbk').eml)
    expect(attachments.map((file) => file.fileName)).toEqual(['报价单.pdf'])
  })

  test('that did not come in base64 keeps its bytes', async () => {
    const { attachments } = await mimeMessageFormat.decode(byName('files-not-in-base64').eml)
    for (const file of attachments) expect(Buffer.from(file.content).toString()).toBe('a,b\r\n1,2')
  })
})

function sizeOf(message: Awaited<ReturnType<typeof mimeMessageFormat.decode>>): number {
  return message.attachments.reduce(
    (sum, file) => sum + file.content.length,
    Buffer.byteLength(message.body.content),
  )
}

function mailboxesOf(addresses: readonly string[]): string[] {
  const found = CONTOSO_PEOPLE.filter((person) =>
    person.mailboxAddresses.some((address) => addresses.includes(address)),
  )
  return found.flatMap((person) => person.mailbox ?? []).sort()
}
