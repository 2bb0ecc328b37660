import type { SeededRandom } from './seeded-random.ts'
import type { Encoding, Transport } from './write-message.ts'

/** How the sender's software writes a message. */
export function drawEncoding(random: SeededRandom): Encoding {
  const charset = random.pick(['utf-8', 'utf-8', 'utf-8', 'gb18030', 'gbk', 'big5'] as const)
  return {
    charset,
    transfer: random.pick(['base64', 'base64', 'quoted-printable', '8bit'] as const),
    // Raw Big5 cannot be told from raw GB 18030, by anybody.
    headerText: random.pick([
      'base64-words',
      'base64-words',
      'quoted-words',
      charset === 'big5' ? 'base64-words' : 'raw',
    ]),
    fileNames: random.pick(['rfc2231', 'rfc2231-parts', 'rfc2047', 'raw-utf-8']),
  }
}

/** How a copy of it comes to the site. */
export function drawTransport(random: SeededRandom): Transport {
  const hops = random.integer(1, 3)
  return {
    received: Array.from(
      { length: hops },
      () =>
        `from relay${random.integer(1, 9)}.telemessage.example (unknown [198.51.100.${random.integer(1, 254)}]) by mx.telemessage.example with ESMTPS id ${random.hex(12)}`,
    ),
    returnPath: `bounce-${random.hex(8)}@telemessage.example`,
    messageId: `<${random.hex(24)}@archive.telemessage.example>`,
    boundarySeed: random.hex(16),
    foldAt: random.pick([76, 76, 120, 900]),
    foldWith: random.pick([' ', ' ', '\t'] as const),
    hasLowerCaseNames: random.chance(0.1),
  }
}
