import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HeaderField, identifyInPieces, identifyItem } from './item-identity.ts'

const words = fc.stringMatching(/^[a-zA-Z0-9你好,.@<>+ -]{0,40}$/)
const said: fc.Arbitrary<HeaderField[]> = fc
  .record({ from: words, to: words, subject: words, date: words, 'x-telemessage-archivemessageid': words })
  .map((fields) => Object.entries(fields).map(([name, value]) => ({ name, value })))
const transport = fc.array(
  fc.record({ name: fc.constantFrom('received', 'return-path', 'x-relay', 'dkim-signature'), value: words }),
)
const bodies = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => new TextEncoder().encode(text))

describe('the identity of whatever message', () => {
  test('does not depend on how it came, nor on the order of its fields', () => {
    fc.assert(
      fc.property(said, transport, bodies, fc.boolean(), (fields, relays, body, isReversed) => {
        const otherWay = [...relays, ...(isReversed ? fields.toReversed() : fields)]
        expect(identifyItem(otherWay, body)).toEqual(identifyItem(fields, body))
      }),
    )
  })

  test('is the same in pieces, wherever they are cut', () => {
    fc.assert(
      fc.property(said, bodies, fc.array(fc.nat(200)), (fields, body, cuts) => {
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut, body.length)).sort((a, b) => a - b),
          body.length,
        ]
        const identity = identifyInPieces(fields)
        for (const [index, from] of places.entries()) identity.update(body.subarray(from, places[index + 1]))
        expect(identity.end()).toEqual(identifyItem(fields, body))
      }),
    )
  })

  test('tells other words apart, in the subject and in the text', () => {
    fc.assert(
      fc.property(said, bodies, fc.stringMatching(/^[a-z]{1,10}$/), (fields, body, more) => {
        const { contentSha256 } = identifyItem(fields, body)
        const longer = new Uint8Array([...new TextEncoder().encode(more), ...body])
        expect(identifyItem(fields, longer).contentSha256).not.toBe(contentSha256)
        const renamed = fields.map((one) =>
          one.name === 'subject' ? { ...one, value: one.value + more } : one,
        )
        expect(identifyItem(renamed, body).contentSha256).not.toBe(contentSha256)
      }),
    )
  })
})
