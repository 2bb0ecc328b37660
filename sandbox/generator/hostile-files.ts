import { buildZip } from './build-zip.ts'
import { encodeText } from './encode-charset.ts'
import { delivered, type HostileMessage, type LetterWriter } from './hostile-message.ts'
import { filePart, part } from './mime-part.ts'
import { base64Lines } from './write-message.ts'

/** Files whose name or content wants something. */
export function hostileFiles(letter: LetterWriter): HostileMessage[] {
  const carrying = (name: string, about: string, files: () => string[]) =>
    delivered(name, about, () =>
      letter(name, {
        fields: { 'Content-Type': 'multipart/mixed; boundary="outer-boundary"' },
        body: `${[part('text/plain', 'Hello.'), ...files()].map((one) => `--outer-boundary\r\n${one}`).join('\r\n')}\r\n--outer-boundary--\r\n`,
      }),
    )
  return [
    carrying('file-names-with-paths', 'Names that lead out of a folder.', () =>
      [
        '"../../etc/passwd"',
        '"C:\\\\Windows\\\\System32\\\\a.dll"',
        '"/etc/shadow"',
        '".."',
        '""',
        '"CON"',
        '"a/"',
        '"..%2f..%2fx"',
      ].map((name) => filePart(name, 'x')),
    ),
    carrying('file-names-that-hide', 'Bidi marks, NUL, a bell, and three hundred characters.', () =>
      [
        '"invoice\u202efdp.exe"',
        '"a\u0000.txt\u0007"',
        `"${'long'.repeat(75)}.pdf"`,
        '"=?utf-8?B?AAECAw==?="',
      ].map((name) => filePart(name, 'x')),
    ),
    carrying('file-names-alike', 'Three files of one name.', () =>
      ['one', 'two', 'three'].map((content) => filePart('"same.txt"', content)),
    ),
    carrying('winmail-dat', 'TNEF, as Outlook sends it.', () => [
      `Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Disposition: attachment; filename="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from('789f3e22010001068008000400000000000100010001079006000800000', 'hex'))}`,
    ]),
    carrying('zip-in-zip-in-zip', 'An archive that would unpack for ever: here only a file.', () => [
      `Content-Type: application/zip\r\nContent-Disposition: attachment; filename="42.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(zipInZip(5))}`,
    ]),
    carrying('empty-files', 'Files of no bytes.', () => [
      filePart('"empty.txt"', ''),
      filePart('"blank.txt"', '\r\n'),
    ]),
    carrying(
      'files-not-in-base64',
      'Text files in every other transfer encoding, with line ends of Windows.',
      () =>
        ['7bit', '8bit', 'binary', 'quoted-printable'].map(
          (transfer) =>
            `Content-Type: text/csv\r\nContent-Disposition: attachment; filename="${transfer}.csv"\r\nContent-Transfer-Encoding: ${transfer}\r\n\r\na,b\r\n1,2`,
        ),
    ),
    delivered(
      'file-name-in-raw-gbk',
      'A name in bytes of GBK, undeclared, as Chinese mailers write it.',
      () =>
        letter('file-name-in-raw-gbk', {
          fields: { 'Content-Type': 'multipart/mixed; boundary="outer-boundary"' },
          body: Buffer.concat([
            Buffer.from(
              `--outer-boundary\r\n${part('text/plain', 'Hello.')}\r\n--outer-boundary\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="`,
            ),
            encodeText('报价单.pdf', 'gbk') as Buffer,
            Buffer.from('"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--outer-boundary--\r\n'),
          ]),
        }),
    ),
    carrying('text-file-inline', 'A file of text that says it is part of the body.', () => [
      'Content-Type: text/plain; name="notes.txt"\r\nContent-Disposition: inline; filename="notes.txt"\r\n\r\nOnly here.',
    ]),
  ]
}

function zipInZip(depth: number): Buffer {
  let content: Buffer = Buffer.alloc(100_000)
  for (let level = 0; level < depth; level += 1) {
    const layer = content
    content = buildZip(Array.from({ length: 4 }, (_, n) => ({ name: `${n}.zip`, content: layer })))
  }
  return content
}
