import { delivered, type HostileMessage, type LetterWriter, quarantined } from './hostile-message.ts'
import { base64Lines } from './write-message.ts'

/** Microsoft's connectors take items and attachments of up to 10 MB; decoded, and a byte more is too much. */
const LIMIT_BYTES = 10 * 1024 * 1024
const MIB = 1024 * 1024

/** Messages at the edges: of the item limit, and of what Graph takes in one request or one attachment. */
export function hostileSizes(letter: LetterWriter): HostileMessage[] {
  const carrying = (name: string, sizes: readonly number[], text: string | null) => () =>
    letter(name, {
      fields: { 'Content-Type': 'multipart/mixed; boundary="outer-boundary"' },
      body: [
        ...(text === null ? [] : ['--outer-boundary', 'Content-Type: text/plain; charset=utf-8', '', text]),
        ...sizes.flatMap((sizeBytes, index) => [
          '--outer-boundary',
          'Content-Type: application/octet-stream',
          `Content-Disposition: attachment; filename="${index}.bin"`,
          'Content-Transfer-Encoding: base64',
          '',
          base64Lines(Buffer.alloc(sizeBytes, index + 1)),
        ]),
        '--outer-boundary--',
        '',
      ].join('\r\n'),
    })
  const plain = (name: string, sizeBytes: number) => () =>
    letter(name, { body: Buffer.alloc(sizeBytes, 'text ') })
  const fits = (name: string, about: string, sizes: readonly number[]) =>
    delivered(name, about, carrying(name, sizes, 'Hello.'))
  return [
    fits('attachment-just-under-10-mb', 'A kilobyte of room is left.', [LIMIT_BYTES - 1024]),
    delivered(
      'attachment-of-10-mb',
      'The limit, to the byte, and no text.',
      carrying('10-mb', [LIMIT_BYTES], null),
    ),
    quarantined(
      'attachment-just-over-10-mb',
      'too-large',
      'A byte over the limit.',
      carrying('over', [LIMIT_BYTES + 1], null),
    ),
    quarantined(
      'attachments-over-10-mb-together',
      'too-large',
      'Eleven files of a megabyte each.',
      carrying(
        'eleven',
        Array.from({ length: 11 }, () => MIB),
        'Hello.',
      ),
    ),
    quarantined(
      'text-over-10-mb',
      'too-large',
      'Nothing attached: the text is too long.',
      plain('long-text', LIMIT_BYTES + 1),
    ),
    delivered('text-of-5-mb', 'A text that fits no single request to Graph.', plain('5-mb-text', 5 * MIB)),
    fits('attachment-just-under-3-mb', 'The largest that Graph takes within a message.', [3 * MIB - 1]),
    fits('attachment-of-3-mb', 'The smallest that needs an upload session.', [3 * MIB]),
    fits('attachments-of-4-mb-together', 'Each is small; together they fit no single request.', [
      MIB,
      MIB,
      MIB,
      MIB,
    ]),
    fits('attachment-of-4-mb', 'One chunk of an upload session, and a byte.', [4 * MIB + 1]),
  ]
}
