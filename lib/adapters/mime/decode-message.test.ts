import { describe, expect, test } from 'vitest'
import { decodeMessage } from './decode-message.ts'

const CHAT = [
  'From: Wang Wei 8613800138000 <wang.wei@contoso.example>',
  'To: Li Na 8613900139000 <li.na@contoso.example>, 8613700137000',
  'Date: Sat, 21 Nov 2026 16:30:00 +0800',
  'Message-ID: <a-1@telemessage.example>',
  'Subject: =?UTF-8?B?5b6u5L+h?= message',
  'MIME-Version: 1.0',
]

const decode = (...lines: string[]) =>
  decodeMessage(new TextEncoder().encode([...CHAT, ...lines].join('\r\n')))
const texts = (content: Uint8Array) => new TextDecoder().decode(content)

const multipart = (kind: string, ...parts: string[][]) => [
  `Content-Type: multipart/${kind}; boundary="boundary-1"`,
  '',
  ...parts.flatMap((part) => ['--boundary-1', ...part]),
  '--boundary-1--',
]
const TEXT = ['Content-Type: text/plain; charset=utf-8', '', '你好']

describe('a decoded message', () => {
  test('names people, time and subject as its header does', async () => {
    const message = await decode(
      'Content-Type: text/plain; charset=gbk',
      'Content-Transfer-Encoding: base64',
      '',
      'xOO6ww==',
    )
    expect(message).toMatchObject({
      subject: '微信 message',
      from: { name: 'Wang Wei 8613800138000', address: 'wang.wei@contoso.example' },
      to: [
        { name: 'Li Na 8613900139000', address: 'li.na@contoso.example' },
        { name: '8613700137000', address: '' },
      ],
      messageId: '<a-1@telemessage.example>',
      sentAt: new Date('2026-11-21T08:30:00Z'),
      attachments: [],
    })
    expect(message.body).toMatchObject({ contentType: 'text' })
    expect(message.body.content.trim()).toBe('你好')
  })

  test('has the HTML of an alternative', async () => {
    const message = await decode(
      ...multipart('alternative', TEXT, ['Content-Type: text/html', '', '<p>Hi</p>']),
    )
    expect(message.body).toEqual({ contentType: 'html', content: expect.stringContaining('<p>Hi</p>') })
    expect(message.attachments).toEqual([])
  })

  test('keeps every attachment: named, unnamed, and inline with its content id', async () => {
    const message = await decode(
      ...multipart(
        'related',
        TEXT,
        [
          'Content-Type: image/png; name="=?utf-8?B?5b6u5L+hLnBuZw==?="',
          'Content-ID: <pic@1>',
          'Content-Disposition: inline',
          '',
          'PNG',
        ],
        ['Content-Type: audio/amr', 'Content-Disposition: attachment', '', 'AMR'],
        [
          'Content-Type: application/octet-stream',
          'Content-Disposition: attachment; filename="../../etc/passwd"',
          '',
          'x',
        ],
      ),
    )
    expect(
      message.attachments.map(({ content, ...rest }) => ({ ...rest, text: texts(content).trim() })),
    ).toEqual([
      { fileName: '微信.png', contentType: 'image/png', contentId: 'pic@1', isInline: true, text: 'PNG' },
      {
        fileName: 'attachment-2.amr',
        contentType: 'audio/amr',
        contentId: null,
        isInline: false,
        text: 'AMR',
      },
      {
        fileName: 'passwd',
        contentType: 'application/octet-stream',
        contentId: null,
        isInline: false,
        text: 'x',
      },
    ])
  })

  test('keeps a text file that was sent inline as a file', async () => {
    const message = await decode(
      ...multipart('mixed', TEXT, [
        'Content-Type: text/plain; name=notes.txt',
        'Content-Disposition: inline; filename=notes.txt',
        '',
        'notes',
      ]),
    )
    expect(message.body.content.trim()).toBe('你好')
    expect(message.attachments.map((file) => file.fileName)).toEqual(['notes.txt'])
  })

  test('keeps a nested message as an .eml file', async () => {
    const message = await decode(
      ...multipart('mixed', TEXT, ['Content-Type: message/rfc822', '', 'Subject: inner', '', 'inner body']),
    )
    expect(message.attachments).toHaveLength(1)
    expect(message.attachments[0]).toMatchObject({
      fileName: 'attachment-1.eml',
      contentType: 'message/rfc822',
    })
    expect(texts(message.attachments[0]?.content ?? new Uint8Array())).toContain('Subject: inner')
  })

  test('carries the original when the parser finds no body in it', async () => {
    const message = await decode('Content-Type: multipart/mixed', '', 'said without a boundary')
    expect(message.attachments.map((file) => file.fileName)).toEqual(['original-message.eml'])
    expect(texts(message.attachments[0]?.content ?? new Uint8Array())).toContain('said without a boundary')
  })

  test('has no control characters in its body', async () => {
    expect((await decode('', 'a\u0000b\u0007\tc')).body.content.trim()).toBe('ab\tc')
  })

  test('is refused with a code when parts are nested beyond every limit', async () => {
    const nested = Array.from({ length: 300 }, (_, i) => [
      `Content-Type: multipart/mixed; boundary=nested-${i}`,
      '',
      `--nested-${i}`,
    ])
    await expect(decode(...nested.flat(), '')).rejects.toMatchObject({ code: 'message_unreadable' })
  })
})
