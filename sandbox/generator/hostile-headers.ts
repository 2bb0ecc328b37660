import { encodeText } from './encode-charset.ts'
import {
  delivered,
  GRADY,
  type HostileMessage,
  type LetterWriter,
  lazily,
  MEGAN,
  quarantined,
  rawBytes,
} from './hostile-message.ts'

/** What can be wrong with dates and ids. */
export function hostileDatesAndIds(letter: LetterWriter): HostileMessage[] {
  const dated = (name: string, about: string, date: string | null) =>
    delivered(name, about, () => letter(name, { fields: { Date: date } }))
  return [
    dated('no-date', 'There is no Date field.', null),
    dated('invalid-date', 'The date is words.', 'yesterday, around noon'),
    dated('impossible-date', 'There is no such day.', 'Sat, 31 Feb 2026 25:61:61 +9900'),
    dated('date-before-time', 'A date that no clock of a computer had.', 'Mon, 1 Jan 1601 00:00:00 +0000'),
    dated('date-far-future', 'The last day a four-digit year has.', 'Fri, 31 Dec 9999 23:59:59 +0000'),
    delivered('no-ids', 'Neither an archive message id nor a Message-ID.', () =>
      letter('no-ids', { fields: { 'Message-ID': null, 'X-TELEMESSAGE-ArchiveMessageID': null } }),
    ),
    delivered('message-id-with-spaces', 'A Message-ID that is no id.', () =>
      letter('spaces', { fields: { 'Message-ID': '< two words @ some where >' } }),
    ),
    delivered('ids-of-100-kb', 'Ids that are longer than an index entry.', () =>
      letter('long-ids', {
        fields: {
          'Message-ID': `<${'m'.repeat(100_000)}@x.example>`,
          'X-TELEMESSAGE-ArchiveMessageID': 'a'.repeat(100_000),
        },
      }),
    ),
  ]
}

/** What can be wrong with the people of a message: here the wrong mailbox is one mistake away. */
export function hostilePeople(letter: LetterWriter): HostileMessage[] {
  const outsiders = { From: 'Mallory <mallory@evil.example>', To: 'Trudy <trudy@evil.example>' }
  const people = (name: string, fields: Record<string, string | null>) => () => letter(name, { fields })
  return [
    delivered('no-from', 'Nobody has sent it.', people('no-from', { From: null }), [GRADY]),
    delivered('no-to', 'Nobody got it.', people('no-to', { To: null }), [MEGAN]),
    quarantined(
      'no-people',
      'names-nobody',
      'Neither From nor To.',
      people('no-people', { From: null, To: null }),
    ),
    quarantined(
      'address-in-display-name',
      'no-valid-user',
      "An outsider has an employee's address for a name.",
      people('decoy', { ...outsiders, From: `"${MEGAN}" <mallory@evil.example>` }),
    ),
    quarantined(
      'mailbox-in-encoded-word',
      'no-valid-user',
      'The name of an outsider decodes to a whole mailbox of an employee.',
      people('decoy-word', {
        ...outsiders,
        From: `${encodedWord(`Megan <${MEGAN}>`)} <mallory@evil.example>`,
      }),
    ),
    quarantined(
      'address-in-comment',
      'no-valid-user',
      "An employee's address stands in a comment.",
      people('comment', { ...outsiders, To: `trudy@evil.example (${MEGAN})` }),
    ),
    delivered(
      'address-without-domain',
      'A local part alone is no address.',
      people('no-domain', { From: '<megan.bowen>' }),
      [GRADY],
    ),
    delivered(
      'group-syntax',
      'RFC 5322 groups, one of them empty.',
      people('groups', { To: `Desk: ${GRADY}, "Mallory" <mallory@evil.example>;, Nobody:;` }),
    ),
    quarantined(
      'undisclosed-recipients',
      'no-valid-user',
      'An outsider writes to an empty group.',
      people('undisclosed', { ...outsiders, To: 'undisclosed-recipients:;' }),
    ),
    delivered('two-from-fields', 'Two From fields and two To fields: a person left out is a loss.', () =>
      letter('two-from', {
        fields: { From: outsiders.From, To: outsiders.To },
        after: [`From: <${MEGAN}>`, `To: <${GRADY}>`],
      }),
    ),
    delivered('recipients-10000', 'Twenty times as many recipients as Exchange takes.', () =>
      letter('recipients', {
        fields: {
          To: [GRADY, ...Array.from({ length: 9_999 }, (_, n) => `p${n}@evil.example`)].join(',\r\n '),
        },
      }),
    ),
    delivered('bidi-and-control-characters', 'Names that read backwards, ring a bell and hide.', () =>
      letter('bidi', {
        fields: {
          From: `${encodedWord('Megan\u202e newoB\u2066\u0007\u0000\u200b 14255550101')} <${MEGAN}>`,
          Subject: encodedWord(
            'exe\u202etxt.\u0000\u001b[31m WeChat message\r\nBcc: adele.vance@contoso.example',
          ),
        },
      }),
    ),
    delivered(
      'full-width-number',
      'The number is written in full-width digits; the mapping knows it in plain ones.',
      () => letter('full-width', { fields: { From: rawBytes('"王磊 ８６１３８００１３８００２" <>') } }),
      [GRADY],
    ),
    delivered('lone-surrogates', 'Encoded words in UTF-16 that end in half a character.', () =>
      letter('surrogates', {
        fields: { Subject: `=?utf-16le?B?${Buffer.from([0x3d, 0xd8, 0x41, 0x00]).toString('base64')}?=` },
      }),
    ),
  ]
}

/** Headers that are long, many, of the wrong bytes or badly cut. */
export function hostileHeaderLines(letter: LetterWriter): HostileMessage[] {
  return [
    delivered('header-line-1-mb', 'One line of a million characters, before everything else.', () =>
      letter('1-mb', { before: [`X-Junk: ${'x'.repeat(1_000_000)}`] }),
    ),
    quarantined('header-line-3-mb', 'unreadable', 'So long a line that what follows is header no more.', () =>
      letter('3-mb', { before: [`X-Junk: ${'x'.repeat(3_000_000)}`] }),
    ),
    delivered('header-folded-100000-times', 'One field of a hundred thousand lines.', () =>
      letter('folds', { before: [`X-Junk: x${'\r\n x'.repeat(100_000)}`] }),
    ),
    delivered('header-fields-10000', 'Ten thousand fields.', () =>
      letter('fields', { after: Array.from({ length: 10_000 }, (_, n) => `X-Field-${n}: ${n}`) }),
    ),
    delivered('subject-100-kb', 'A subject of a hundred thousand characters; Exchange takes 255.', () =>
      letter('subject', { fields: { Subject: `WeChat message ${'from 1 to 2 '.repeat(8_334)}` } }),
    ),
    delivered('encoded-word-bomb', 'Forty thousand encoded words, one letter each.', () =>
      letter('words', {
        fields: { Subject: Array.from({ length: 40_000 }, () => '=?utf-8?Q?x?=').join(' ') },
      }),
    ),
    delivered('encoded-word-bomb-in-a-name', 'The same in the name of a person, and never closed.', () =>
      letter('name-words', { fields: { From: `${'=?utf-8?Q?=?= '.repeat(20_000)}<${MEGAN}>` } }),
    ),
    delivered('8-bit-header', 'Names and subject in bytes of GB 18030, undeclared.', () =>
      letter('8-bit', {
        fields: {
          From: rawBytes(
            Buffer.concat([encodeText('"梅根" ', 'gb18030') as Buffer, Buffer.from(`<${MEGAN}>`)]),
          ),
          Subject: rawBytes(encodeText('WeChat message from 梅根 to 葛雷迪 👍', 'gb18030') as Buffer),
        },
      }),
    ),
    delivered('8-bit-header-of-no-charset', 'Bytes that no encoding of China or the West agrees on.', () =>
      letter('8-bit-noise', { fields: { Subject: 'WeChat message \x80\xff\xfe\x81 from' } }),
    ),
    delivered('nul-bytes', 'NUL in subject, id and body.', () =>
      letter('nul', {
        fields: { Subject: 'a\0b', 'X-TELEMESSAGE-ArchiveMessageID': 'hostile\0nul' },
        body: 'one\0two\0\0\0three\r\n',
      }),
    ),
    delivered('bare-cr', 'A lone CR wants to smuggle a Bcc field in.', () =>
      letter('bare-cr', {
        fields: { Subject: 'Hello\rBcc: adele.vance@contoso.example' },
        body: 'a\rb\rc\r\r\nd',
      }),
    ),
    delivered('lf-only', 'Lines end in LF.', () => replaced(letter('lf'), '\r\n', '\n')),
    delivered('blank-before-colon', 'Fields as RFC 822 allowed them, and lines that are none.', () =>
      letter('colon', {
        fields: { From: null, To: null },
        after: ['this line has no colon', `From : <${MEGAN}>`, `To\t: <${GRADY}>`, ': nameless', 'Näme: x'],
      }),
    ),
    delivered('mbox-line-and-byte-order-mark', 'What mail tools put before a message.', () =>
      Buffer.concat([
        Buffer.from('\ufeff\r\nFrom mallory@evil.example Sat Nov 21 12:00:00 2026\r\n'),
        letter('mbox'),
      ]),
    ),
    delivered('unknown-kind', 'No subject form and no header of TeleMessage.', () =>
      letter('kind', { fields: { Subject: 'Quarterly report', 'X-TELEMESSAGE-ArchiveMessageID': null } }),
    ),
    delivered('group-called-voice-call', 'A chat group whose name reads like a call.', () =>
      letter('call-group', {
        fields: {
          Subject: 'WeChat message from 14255550101 to chat group Voice call rota',
          'X-TELEMESSAGE-GroupID': 'g-1',
          'X-TELEMESSAGE-GROUP_NAME': 'Voice call rota',
        },
      }),
    ),
    delivered('headers-only', 'The file ends with the last header line.', () =>
      letter('headers-only').subarray(0, letter('headers-only').indexOf('\r\n\r\n') + 2),
    ),
    quarantined('encrypted', 'encrypted', "TeleMessage's own encryption: every body is ciphertext.", () =>
      letter('encrypted', {
        after: [
          `X-TELEMESSAGE-ENC-DATAKEY: V2:${Buffer.alloc(256, 7).toString('base64')}`,
          'X-TELEMESSAGE-ENC-KEY-ID: 5f:9e:21',
        ],
        body: Buffer.alloc(480, 0xa5).toString('base64'),
      }),
    ),
    quarantined('binary-garbage', 'names-nobody', 'Bytes without any sense.', () =>
      Buffer.from(Array.from({ length: 20_000 }, (_, n) => (n * n * 31 + n * 7) & 0xff)),
    ),
    lazily(
      {
        name: 'empty-file',
        expected: 'package-refused',
        reason: 'entry-empty',
        mailboxes: [],
        about: 'No byte at all: the manifest rules refuse the package.',
      },
      () => Buffer.alloc(0),
    ),
  ]
}

function encodedWord(text: string): string {
  return `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`
}

function replaced(message: Buffer, from: string, to: string): Buffer {
  return Buffer.from(message.toString('latin1').replaceAll(from, to), 'latin1')
}
