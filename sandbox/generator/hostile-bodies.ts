import { encodeText } from './encode-charset.ts'
import { delivered, type HostileMessage, type LetterWriter } from './hostile-message.ts'
import { filePart, part } from './mime-part.ts'

/** Bodies whose charset or transfer encoding is not what they say. */
export function hostileEncodings(letter: LetterWriter): HostileMessage[] {
  const text = (name: string, about: string, type: string, transfer: string, body: string | Buffer) =>
    delivered(name, about, () =>
      letter(name, { fields: { 'Content-Type': type, 'Content-Transfer-Encoding': transfer }, body }),
    )
  const chinese = '报价单我今天下午发给您。'
  return [
    text(
      'utf-8-that-is-gbk',
      'Declared UTF-8, written in GBK.',
      'text/plain; charset=utf-8',
      '8bit',
      encodeText(chinese, 'gbk') as Buffer,
    ),
    text('gbk-that-is-utf-8', 'Declared GBK, written in UTF-8.', 'text/plain; charset=gbk', '8bit', chinese),
    text(
      'unknown-charset',
      'A charset that does not exist.',
      'text/plain; charset=x-klingon',
      '8bit',
      chinese,
    ),
    text('no-charset', 'Bytes above 127 and no charset.', 'text/plain', '8bit', chinese),
    text(
      'utf-16-without-mark',
      'UTF-16 without a byte order mark.',
      'text/plain; charset=utf-16',
      'base64',
      Buffer.from(chinese, 'utf16le').toString('base64'),
    ),
    text(
      'utf-7',
      'A charset that nobody may decode any more.',
      'text/plain; charset=utf-7',
      '7bit',
      '+ADw-script+AD4-',
    ),
    text(
      'broken-base64',
      'Base64 with strangers in it, and cut off.',
      'text/plain; charset=utf-8',
      'base64',
      'SGVs*bG8s\r\nIHdvcmxk!!IQ=\r\n=\u0007====SGk',
    ),
    text(
      'broken-quoted-printable',
      'Escapes that are none.',
      'text/plain; charset=utf-8',
      'quoted-printable',
      'a=ZZb=\r\n=4\r\n=E4=BD=A0=E5=A5\r\n=',
    ),
    text(
      'unknown-transfer-encoding',
      'A transfer encoding that does not exist.',
      'text/plain; charset=utf-8',
      'x-uuencode',
      'begin 644 x\r\n#2&DA\r\n`\r\nend',
    ),
    text('broken-content-type', 'A type that is no type.', ';;; charset="utf-8', '7bit', 'Hello.'),
    text(
      'html-with-scripts',
      'HTML that wants to run and to phone home.',
      'text/html; charset=utf-8',
      '7bit',
      '<html><body onload="steal()"><script>steal()</script><img src="https://evil.example/p.gif"><a href="javascript:steal()">x</a><iframe src="file:///etc/passwd"></iframe><form action="https://evil.example"></form></body></html>',
    ),
    text(
      'html-never-closed',
      'A hundred thousand tags, none closed.',
      'text/html; charset=utf-8',
      '7bit',
      '<div><b>x'.repeat(100_000),
    ),
    text(
      'one-line-of-1-mb',
      'A body without a line end.',
      'text/plain; charset=utf-8',
      '7bit',
      'x'.repeat(1_000_000),
    ),
    text('blank-body', 'Nothing but white space.', 'text/plain; charset=utf-8', '7bit', ' \r\n\t\r\n \r\n'),
  ]
}

/** Multiparts that are cut, deep, wide or missing what holds them together. */
export function hostileMultiparts(letter: LetterWriter): HostileMessage[] {
  const mixed = (
    name: string,
    about: string,
    body: () => string,
    type = 'multipart/mixed; boundary="outer-boundary"',
  ) => delivered(name, about, () => letter(name, { fields: { 'Content-Type': type }, body: body() }))
  const plain = part('text/plain', 'Hello.')
  return [
    mixed(
      'no-closing-boundary',
      'The last part never ends.',
      () => `--outer-boundary\r\n${plain}\r\n--outer-boundary\r\n${part('text/plain', 'Cut')}`,
    ),
    mixed(
      'boundary-never-used',
      'The declared boundary does not occur.',
      () => `--another-boundary\r\n${plain}\r\n--another-boundary--\r\n`,
    ),
    mixed(
      'no-boundary-parameter',
      'A multipart that names no boundary.',
      () => `--outer-boundary\r\n${plain}\r\n--outer-boundary--\r\n`,
      'multipart/mixed',
    ),
    mixed(
      'empty-boundary',
      'A boundary of no characters.',
      () => `--\r\n${plain}\r\n----\r\n`,
      'multipart/mixed; boundary=""',
    ),
    mixed(
      'boundary-of-1000-characters',
      'RFC 2046 allows 70.',
      () => `--${'b'.repeat(1_000)}\r\n${plain}\r\n--${'b'.repeat(1_000)}--\r\n`,
      `multipart/mixed; boundary="${'b'.repeat(1_000)}"`,
    ),
    mixed(
      'boundary-that-begins-another',
      "The inner boundary begins with the outer one's letters.",
      () =>
        `--outer-boundary\r\nContent-Type: multipart/mixed; boundary="outer-boundary-2"\r\n\r\n--outer-boundary-2\r\n${plain}\r\n--outer-boundary-2--\r\n--outer-boundary--\r\n`,
    ),
    mixed(
      'nested-200-deep',
      'Two hundred multiparts, one in the other; Exchange stops at 30.',
      () => nested(200),
      'multipart/mixed; boundary="level-0000"',
    ),
    mixed(
      'parts-5000',
      'Five thousand parts of text.',
      () =>
        `${Array.from({ length: 5_000 }, (_, n) => `--outer-boundary\r\n${part('text/plain', `Part ${n}`)}`).join('\r\n')}\r\n--outer-boundary--\r\n`,
    ),
    mixed(
      'attachments-1000',
      'A thousand files; Exchange takes 250.',
      () =>
        `--outer-boundary\r\n${plain}\r\n${Array.from({ length: 1_000 }, (_, n) => `--outer-boundary\r\n${filePart(`"${n}.txt"`, `File ${n}`)}`).join('\r\n')}\r\n--outer-boundary--\r\n`,
    ),
    mixed(
      'messages-in-messages',
      'Twenty forwarded messages, one in the other.',
      () => `--outer-boundary\r\n${forwarded(20)}\r\n--outer-boundary--\r\n`,
    ),
    mixed(
      'external-body',
      'A part that lies elsewhere: nobody may fetch it.',
      () =>
        `--outer-boundary\r\nContent-Type: message/external-body; access-type=URL; URL="https://evil.example/x"\r\n\r\nContent-Type: text/plain\r\n\r\n\r\n--outer-boundary--\r\n`,
    ),
  ]
}

function nested(depth: number): string {
  const boundary = (level: number) => `level-${String(level).padStart(4, '0')}`
  const opening = Array.from(
    { length: depth },
    (_, level) =>
      `--${boundary(level)}\r\nContent-Type: multipart/mixed; boundary="${boundary(level + 1)}"\r\n\r\n`,
  )
  const closing = Array.from({ length: depth + 1 }, (_, level) => `--${boundary(depth - level)}--\r\n`)
  return `${opening.join('')}--${boundary(depth)}\r\n${part('text/plain', 'At the bottom.')}\r\n${closing.join('')}`
}

function forwarded(depth: number): string {
  let message = part('text/plain', 'The innermost.')
  for (let level = 0; level < depth; level += 1) {
    message = `Content-Type: message/rfc822\r\n\r\nFrom: level${level}@evil.example\r\nSubject: level ${level}\r\n${message}`
  }
  return message
}
