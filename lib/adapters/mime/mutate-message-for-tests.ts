export type Mutation = { bytes: Buffer; how: string }

/** Damages a message in one to three ways. The same seed damages it in the same ways. */
export function mutateMessage(original: Uint8Array, seed: number): Mutation {
  const random = mulberry32(seed)
  let bytes: Buffer = Buffer.from(original)
  const how: string[] = []
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const [name, damage] = DAMAGES[random.below(DAMAGES.length)] as (typeof DAMAGES)[number]
    bytes = damage(bytes, random)
    how.push(name)
  }
  return { bytes, how: how.join(', ') }
}

type Random = { below(limit: number): number }
type Damage = (message: Buffer, random: Random) => Buffer

/** A small generator of its own: a failing seed must fail again, on any machine. */
function mulberry32(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return { below: (limit) => (limit <= 0 ? 0 : next() % limit) }
}

const CHARSETS = ['utf-8', 'gb18030', 'utf-16', 'utf-7', 'big5', 'iso-2022-jp', 'x-user-defined', '', '"']
const ENCODINGS = ['base64', 'quoted-printable', '8bit', 'binary', 'x-uuencode', 'base64 (no)', '']
const NASTY_LINES = [
  'From: "boss@contoso.example" <x@y.example>',
  'To: =?utf-8?B?/////w==?= <>, ,;:"',
  'Date: Mon, 99 Foo 2026 99:99:99 +9999',
  'Subject: =?gb18030?Q?=C4=E3=BA?= =?utf-16le?B?PdhBAA==?=',
  'Content-Type: multipart/mixed; boundary="x"; boundary="y"',
  'Content-Type: message/rfc822',
  'Content-Transfer-Encoding: base64',
  'X-TELEMESSAGE-ArchiveMessageID: \0\ud800',
  `X-Long: ${'y'.repeat(70_000)}`,
  ' folded into nothing',
  ': nameless',
]

const DAMAGES: readonly (readonly [string, Damage])[] = [
  ['bits flipped', (message, random) => times(1 + random.below(40), message, random, flipBit)],
  ['truncated', (message, random) => message.subarray(0, random.below(message.length + 1))],
  ['beginning lost', (message, random) => message.subarray(random.below(Math.min(message.length, 2_000)))],
  ['a header line doubled', doubleLine],
  ['a header line added', (message, random) => insertLine(message, random, pick(NASTY_LINES, random))],
  ['boundaries swapped', swapBoundary],
  [
    'boundaries cut',
    (message, random) => replaceOnce(message, /^--.{4,70}$/gm, random, (line) => line.slice(0, -3)),
  ],
  [
    'closing boundaries lost',
    (message) => edited(message, (text) => text.replace(/^(--.{1,70})--\r?$/gm, '')),
  ],
  [
    'charset lied about',
    (message, random) =>
      edited(message, (text) => text.replace(/charset="?[\w-]+"?/gi, `charset=${pick(CHARSETS, random)}`)),
  ],
  [
    'encoding lied about',
    (message, random) =>
      edited(message, (text) =>
        text.replace(/^(content-transfer-encoding:).*$/gim, `$1 ${pick(ENCODINGS, random)}`),
      ),
  ],
  ['line ends made LF', (message) => edited(message, (text) => text.replaceAll('\r\n', '\n'))],
  ['line ends made CR', (message) => edited(message, (text) => text.replaceAll('\r\n', '\r'))],
  ['line ends doubled', (message) => edited(message, (text) => text.replaceAll('\n', '\r\r\n'))],
  ['NULs inserted', (message, random) => times(1 + random.below(20), message, random, insertNul)],
  ['a piece repeated', repeatPiece],
  ['nested in itself', nest],
]

function flipBit(message: Buffer, random: Random): Buffer {
  const position = random.below(message.length)
  if (message.length > 0) message[position] = (message[position] ?? 0) ^ (1 << random.below(8))
  return message
}

function insertNul(message: Buffer, random: Random): Buffer {
  const position = random.below(message.length + 1)
  return Buffer.concat([message.subarray(0, position), Buffer.alloc(1), message.subarray(position)])
}

function doubleLine(message: Buffer, random: Random): Buffer {
  const lines = headerLines(message)
  return insertLine(message, random, pick(lines, random).slice(0, 2_000))
}

function insertLine(message: Buffer, random: Random, line: string): Buffer {
  const before = headerLines(message).slice(0, random.below(20)).join('\n').length
  return Buffer.concat([
    message.subarray(0, before),
    Buffer.from(`\r\n${line}\r\n`),
    message.subarray(before).subarray(message[before] === 0x0a ? 1 : 0),
  ])
}

/** Of the first 8 KB: a header is no longer, and a body of megabytes need not be split. */
function headerLines(message: Buffer): string[] {
  return (
    message
      .toString('latin1', 0, 8_192)
      .split(/\r?\n\r?\n/)[0]
      ?.split('\n') ?? []
  )
}

function swapBoundary(message: Buffer, random: Random): Buffer {
  return edited(message, (text) => {
    const boundaries = [...text.matchAll(/boundary="?([^"\s;]{1,70})/gi)].map((found) => found[1] ?? '')
    return text.replaceAll(pick(boundaries, random) || '\0', pick(boundaries, random) || 'b')
  })
}

function replaceOnce(message: Buffer, what: RegExp, random: Random, by: (line: string) => string): Buffer {
  return edited(message, (text) => {
    const chosen = pick([...text.matchAll(what)], random)
    if (chosen?.index === undefined) return text
    return text.slice(0, chosen.index) + by(chosen[0]) + text.slice(chosen.index + chosen[0].length)
  })
}

function repeatPiece(message: Buffer, random: Random): Buffer {
  const start = random.below(message.length)
  const piece = message.subarray(start, start + 1 + random.below(500))
  return Buffer.concat([
    message.subarray(0, start),
    ...Array.from({ length: 1 + random.below(100) }, () => piece),
    message.subarray(start),
  ])
}

function nest(message: Buffer, random: Random): Buffer {
  let nested = message
  for (let depth = random.below(6); depth >= 0; depth -= 1) {
    const head = `Content-Type: multipart/mixed; boundary="level-${depth}-x"\r\n\r\n--level-${depth}-x\r\n`
    nested = Buffer.concat([Buffer.from(head), nested, Buffer.from(`\r\n--level-${depth}-x--\r\n`)])
  }
  return nested
}

function edited(message: Buffer, edit: (text: string) => string): Buffer {
  return Buffer.from(edit(message.toString('latin1')), 'latin1')
}

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random.below(choices.length)] as T
}

function times(count: number, message: Buffer, random: Random, damage: Damage): Buffer {
  let damaged = message
  for (let done = 0; done < count; done += 1) damaged = damage(damaged, random)
  return damaged
}
