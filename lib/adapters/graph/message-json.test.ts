import { describe, expect, test } from 'vitest'
import type { ArchivedAttachment, ArchivedMessage } from '#lib/domain/archived-message.ts'
import type { MailboxMessage } from '#lib/sync/ports/mailbox-writer.ts'
import { toCreatingRequest } from './creating-request.ts'
import { toFileAttachmentJson } from './file-attachment-json.ts'
import { DELIVERY_KEY, toMessageJson } from './message-json.ts'

function mailboxMessage(message: Partial<ArchivedMessage> = {}): MailboxMessage {
  return {
    message: {
      subject: 'WeChat message from 8613800138000 to 8613900139000',
      from: { name: 'Wang Wei 8613800138000', address: 'wang.wei@contoso.example' },
      to: [{ name: 'Li Na 8613900139000', address: 'li.na@contoso.example' }],
      cc: [],
      bcc: [],
      messageId: '<a-1@telemessage.example>',
      sentAt: new Date('2026-11-21T08:30:00Z'),
      body: { contentType: 'text', content: '你好' },
      attachments: [],
      ...message,
    },
    messageClass: 'IPM.ExternalData.WeChatArchiver',
    deliveryKey: 'key-1',
    category: 'WeChat chat',
    receivedAt: new Date('2026-11-21T08:31:00Z'),
    notes: [],
  }
}

const json = (message: Partial<ArchivedMessage> = {}) => toMessageJson(mailboxMessage(message))
const file = (sizeBytes: number): ArchivedAttachment<Uint8Array> => ({
  fileName: 'a.bin',
  contentType: 'application/octet-stream',
  contentId: null,
  isInline: false,
  content: new Uint8Array(sizeBytes),
})

describe('the JSON of an archived message', () => {
  test('makes it a received and read message with its times, class, key and category', () => {
    expect(json()).toMatchObject({
      isRead: true,
      internetMessageId: '<a-1@telemessage.example>',
      categories: ['WeChat chat'],
      from: { emailAddress: { name: 'Wang Wei 8613800138000', address: 'wang.wei@contoso.example' } },
      body: { contentType: 'text', content: '你好' },
      singleValueExtendedProperties: [
        { id: 'Integer 0x0E07', value: '1' },
        { id: 'SystemTime 0x0039', value: '2026-11-21T08:30:00.000Z' },
        { id: 'SystemTime 0x0E06', value: '2026-11-21T08:31:00.000Z' },
        { id: 'String 0x001A', value: 'IPM.ExternalData.WeChatArchiver' },
        { id: DELIVERY_KEY, value: 'key-1' },
      ],
    })
  })

  test('gives people without an address one that cannot be delivered to, and keeps name and number in the text', () => {
    const made = json({
      from: { name: '', address: '' },
      to: [
        { name: '李娜 8613900139000', address: '' },
        { name: '', address: 'wxid_Abc' },
        { name: '张三', address: '' },
      ],
    })
    expect(made.toRecipients.map((to) => to.emailAddress)).toEqual([
      { name: '李娜 8613900139000', address: '8613900139000@unaddressed.invalid' },
      { name: 'wxid_Abc', address: 'wxid_abc@unaddressed.invalid' },
      { name: '张三', address: expect.stringMatching(/^id-[0-9a-f]{16}@unaddressed\.invalid$/) },
    ])
    expect(made.from.emailAddress.name).toBe('Unknown')
    expect(made.body.content).toContain('To: 李娜 8613900139000 (no e-mail address)')
    expect(json({ to: [{ name: '张三', address: '' }] }).toRecipients[0]).toEqual(made.toRecipients[2])
  })

  test.each([
    'not an address',
    'a@b@c.example',
    'a@localhost',
    'a..b@c.example',
    '微信@c.example',
    `${'a'.repeat(65)}@c.example`,
  ])('never sends %j as an address', (address) => {
    const [to] = json({ to: [{ name: 'Bo', address }] }).toRecipients
    expect(to?.emailAddress.address).toMatch(/@unaddressed\.invalid$/)
    expect(to?.emailAddress.name).toBe(`Bo (${address})`)
  })

  test('puts 500 of more recipients into the fields and all of them into the text', () => {
    const to = Array.from({ length: 400 }, (_, i) => ({ name: '', address: `to${i}@contoso.example` }))
    const cc = Array.from({ length: 200 }, (_, i) => ({ name: '', address: `cc${i}@contoso.example` }))
    const made = json({ to, cc })
    expect([made.toRecipients.length, made.ccRecipients.length]).toEqual([400, 100])
    expect(made.body.content).toContain('600 recipients')
    expect(made.body.content).toContain('Cc: cc199@contoso.example')
  })

  test('shortens a subject beyond 255 characters and keeps the whole of it in the text', () => {
    const subject = `${'a'.repeat(253)}😀 the end`
    const made = json({ subject })
    expect(made.subject.length).toBeLessThanOrEqual(255)
    expect(made.subject.isWellFormed()).toBe(true)
    expect(made.body.content).toContain(subject)
  })

  test('escapes what it adds to HTML, inside the body element', () => {
    const made = json({
      to: [{ name: '<script>1</script>', address: '' }],
      body: { contentType: 'html', content: '<html><BODY><p>Hi</p></BODY></html>' },
    })
    expect(made.body.content).toMatch(/^<html><BODY><p>Hi<\/p><hr>.*&lt;script&gt;1.*<\/BODY><\/html>$/)
    expect(made.body.content).not.toContain('<script>')
  })

  test.each(['no brackets@x', '<no-at>', '<a b@c>', '<a@b> <c@d>', '', null])(
    'leaves out the malformed Message-ID %j',
    (messageId) => {
      expect(json({ messageId })).not.toHaveProperty('internetMessageId')
    },
  )

  test('names the attachments beyond 250', () => {
    const attachments = Array.from({ length: 1_300 }, (_, index) => ({ ...file(1), fileName: `f-${index}` }))
    const { content } = json({ attachments }).body
    expect(content).toContain('1300 attachments; the first 250')
    expect(content).not.toMatch(/^f-249\r$/m)
    expect(content).toMatch(/^f-250\r$/m)
    expect(content).toContain('and 50 more')
  })
})

test('an attachment goes as a file, inline only with a content id', () => {
  const content = new TextEncoder().encode('xPNGx').subarray(1, 4)
  const image = { fileName: 'a.png', contentType: 'image/png', contentId: 'pic@1', isInline: true, content }
  expect(JSON.parse(toFileAttachmentJson(image))).toEqual({
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: 'a.png',
    contentType: 'image/png',
    contentId: 'pic@1',
    isInline: true,
    contentBytes: Buffer.from('PNG').toString('base64'),
  })
  expect(JSON.parse(toFileAttachmentJson({ ...image, contentId: null }))).toMatchObject({ isInline: false })
})

describe('the creating request', () => {
  const request = (message: Partial<ArchivedMessage>) => {
    const made = toCreatingRequest(mailboxMessage(message))
    if (!made.ok) return made.code
    expect(Buffer.byteLength(made.json)).toBeLessThanOrEqual(4_000_000)
    const { attachments = [] } = JSON.parse(made.json) as { attachments?: { contentBytes: string }[] }
    const sizes = attachments.map(({ contentBytes }) => Buffer.from(contentBytes, 'base64').length)
    return { isComplete: made.isComplete, sizes }
  }

  test('takes attachments below 3 MB and 4 MB in all', () => {
    expect(request({ attachments: [file(2_900_000)] })).toEqual({ isComplete: true, sizes: [2_900_000] })
    expect(request({ attachments: [file(10), file(20)] })).toEqual({ isComplete: true, sizes: [10, 20] })
  })

  test('leaves what does not fit for later, and takes what stands behind it', () => {
    expect(request({ attachments: [file(3_000_000), file(7)] })).toEqual({ isComplete: false, sizes: [7] })
    expect(request({ attachments: [file(1_600_000), file(1_600_000), file(9)] })).toEqual({
      isComplete: false,
      sizes: [1_600_000, 9],
    })
    const read = async function* () {}
    const stored = { ...file(0), content: { sizeBytes: 5, read } }
    expect(request({ attachments: [stored] })).toEqual({ isComplete: false, sizes: [] })
  })

  test('fills its 4 MB to within some bytes and never beyond', () => {
    for (let sizeBytes = 2_990_000; sizeBytes < 3_000_000; sizeBytes += 997)
      expect(request({ attachments: [file(sizeBytes), file(1)] })).toMatchObject({ sizes: expect.any(Array) })
  })

  test('takes 250 attachments', () => {
    const made = request({ attachments: Array.from({ length: 251 }, () => file(1)) })
    expect(made).toMatchObject({ isComplete: false, sizes: expect.objectContaining({ length: 250 }) })
  })

  test('cannot take a text of its own size', () => {
    expect(request({ body: { contentType: 'text', content: '微'.repeat(1_400_000) } })).toBe(
      'too-large-for-one-request',
    )
  })
})
