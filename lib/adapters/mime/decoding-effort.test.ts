import { describe, expect, test, vi } from 'vitest'
import { isParsableAddressList, parseAddressList } from './address-list.ts'
import { decodeMessage } from './decode-message.ts'
import { mimeMessageFormat } from './message-format.ts'

const message = (...lines: string[]) => new TextEncoder().encode(lines.join('\r\n'))

describe('decoding a hostile message', () => {
  test('gathers hundreds of thousands of lines without a piece for each', async () => {
    const makeBlob = vi.spyOn(globalThis, 'Blob')
    const { body } = await decodeMessage(message('Subject: x', '', 'a\r\n'.repeat(300_000)))
    expect(body.content).toBe('a\n'.repeat(300_000))
    expect(makeBlob).not.toHaveBeenCalled()
    makeBlob.mockRestore()
  })

  test('keeps the bytes of a file that came without base64, to the last line end', async () => {
    const file = (encoding: string, content: string) => [
      '--b-0000001',
      'Content-Type: text/csv; name=a.csv',
      'Content-Disposition: attachment; filename=a.csv',
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      content,
    ]
    const { attachments } = await decodeMessage(
      message(
        'Content-Type: multipart/mixed; boundary=b-0000001',
        '',
        '--b-0000001',
        '',
        'text',
        ...file('7bit', 'a,b\r\n1,2\nend'),
        ...file('quoted-printable', 'a=2Cb=\r\n\r\n1,2=0D\r\n=ZZ='),
        ...file('8bit', ''),
        '--b-0000001--',
        '',
      ),
    )
    expect(attachments.map((one) => new TextDecoder().decode(one.content))).toEqual([
      'a,b\r\n1,2\nend',
      'a,b\r\n1,2\r\r\n=ZZ',
      '',
    ])
  })

  test('refuses a part whose header is longer than any message’s, and names it unreadable', async () => {
    const parameters = Array.from({ length: 30_000 }, (_, n) => `name*${n}=abc`).join(';')
    await expect(
      decodeMessage(
        message(
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b',
          `Content-Type: text/plain; ${parameters}`,
          '',
          '',
        ),
      ),
    ).rejects.toMatchObject({ code: 'message_unreadable' })
  })

  test('reads nothing but what says how the body is written: long lines of other fields cost it nothing', async () => {
    const decoded = await decodeMessage(
      message(`X-Junk: ${'x'.repeat(1_900_000)}`, 'Subject: here', '', 'text'),
    )
    expect(decoded).toMatchObject({ subject: 'here', body: { content: 'text\n' } })
  })

  test('makes a garbled media type a type that everybody takes', async () => {
    const { attachments } = await decodeMessage(
      message(
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: im\u0001age/p ng',
        '',
        'x',
        '--b--',
      ),
    )
    expect(attachments.map((one) => one.contentType)).toEqual(['application/octet-stream'])
  })
})

describe('an address field', () => {
  test('of ten thousand people with names in quotes can be parsed', () => {
    const people = Array.from({ length: 10_000 }, (_, n) => `"Chen, Wei ${n}" <p${n}@contoso.example>`).join(
      ', ',
    )
    expect(isParsableAddressList(people)).toBe(true)
    expect(parseAddressList(people)).toHaveLength(10_000)
  })

  test.each([
    ['a megabyte of separators', ','.repeat(1_000_000)],
    ['groups in groups for ever', 'a:'.repeat(100_000)],
    ['fifty groups around a megabyte', `${'a:'.repeat(50)}${'x'.repeat(1_000_000)}`],
  ])('of %s is a fault of the header, and nobody is guessed from it', (_, value) => {
    const { headers, headerFault } = mimeMessageFormat.inspect(message(`To: ${value}`, '', 'x'))
    expect(headerFault).toContain('The field to')
    expect(headers.to).toEqual([])
  })
})
