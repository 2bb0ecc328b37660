import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CanonicalBody } from './canonical-body.ts'
import { identifyInPieces, identifyItem } from './item-identity.ts'

function hashOf(contentType: string, pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  const body = new CanonicalBody(hash, contentType)
  for (const piece of pieces) body.update(piece)
  body.end()
  return hash.digest('hex')
}

const OUTER = 'multipart/mixed; boundary="outer-000001"'
/** What the rules turn on: boundaries that begin alike, repeat themselves, and are declared late, twice or nearly. */
const WORDS = [
  'outer-000001',
  'outer-000001-in',
  'aaaaaaaa',
  'a',
  'boundary=outer-000001-in',
  'BOUNDARY = "aaaaaaaa"',
  'boundary=\r\n\t"boundary=xx',
  'boundary=',
  ' '.repeat(40),
  'x'.repeat(100),
  '\r\n--',
  '微信',
]
const text = fc
  .array(fc.constantFrom(...WORDS), { maxLength: 40 })
  .map((words) => Buffer.from(words.join('')))

describe('a canonical body', () => {
  test('is the same wherever it was cut', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 400 }), { maxLength: 12 }), (body, lengths) => {
        const pieces: Uint8Array[] = []
        let done = 0
        for (const length of lengths) {
          pieces.push(body.subarray(done, done + length))
          done += length
        }
        pieces.push(body.subarray(done))
        expect(hashOf(OUTER, pieces)).toBe(hashOf(OUTER, [body]))
      }),
      { numRuns: 1_000 },
    )
  })

  test('of one byte at a time, in memory that is used again, is the same as well', () => {
    const body = Buffer.from(
      `--outer-000001\r\nboundary=inner-00\r\n--inner-00\r\n${'y'.repeat(300)}inner-00`,
    )
    const hash = createHash('sha256')
    const canonical = new CanonicalBody(hash, OUTER)
    const shared = Buffer.alloc(1)
    for (const byte of body) {
      shared[0] = byte
      canonical.update(shared)
    }
    canonical.end()
    expect(hash.digest('hex')).toBe(hashOf(OUTER, [body]))
  })

  test('has each boundary replaced from its declaration on, the longer at the same place first', () => {
    const body = Buffer.from(
      'inner-00 boundary=inner-00 --outer-000001-in boundary=outer-000001-in outer-000001-in',
    )
    const said = 'inner-00 boundary=\u00001\u0000 --\u00000\u0000-in boundary=\u00002\u0000 \u00002\u0000'
    expect(hashOf(OUTER, [body])).toBe(createHash('sha256').update(said).digest('hex'))
  })

  test('makes the same identity at once and in pieces', () => {
    const fields = [{ name: 'content-type', value: OUTER }]
    fc.assert(
      fc.property(text, (body) => {
        const identity = identifyInPieces(fields)
        identity.update(body)
        expect(identity.end()).toEqual(identifyItem(fields, body))
      }),
    )
  })

  test('that is no multipart is taken as it is', () => {
    const body = Buffer.from('boundary=inner-00 inner-00')
    expect(hashOf('text/plain', [body])).toBe(createHash('sha256').update(body).digest('hex'))
  })
})
