import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromOpaqueId, type IdContent, toOpaqueId } from './opaque-id.ts'

const content: fc.Arbitrary<IdContent> = fc.record({
  kind: fc.constantFrom('folder', 'message', 'immutable-message', 'attachment'),
  mailbox: fc.integer({ min: 0, max: 2 ** 40 }),
  number: fc.integer({ min: 0, max: 2 ** 40 }),
  generation: fc.integer({ min: 0, max: 255 }),
})

test('an id names what it was made for', () => {
  fc.assert(
    fc.property(content, (given) => {
      expect(fromOpaqueId(toOpaqueId(given))).toEqual(given)
    }),
  )
})

test('text that was never given out names nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fromOpaqueId(text)).toBeNull()
    }),
  )
})

test('an id in which one letter is another names nothing', () => {
  const id = toOpaqueId({ kind: 'message', mailbox: 3, number: 41, generation: 1 })
  for (let index = 0; index < id.length; index += 1) {
    const letter = id[index] === 'x' ? 'y' : 'x'
    expect(fromOpaqueId(id.slice(0, index) + letter + id.slice(index + 1))).toBeNull()
  }
})
