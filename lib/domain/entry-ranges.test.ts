import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EntryRange, entriesBefore, type PackageSpan, takeEntries } from './entry-ranges.ts'

const THREE: PackageSpan[] = [
  { packageId: 7n, entryCount: 2 },
  { packageId: 3n, entryCount: 5 },
  { packageId: 5n, entryCount: 0 },
]

describe('the entries of a run, in the order of its packages', () => {
  test('are taken from the first one on', () => {
    expect(takeEntries(THREE, null, 'forward', 3)).toEqual({
      ranges: [{ packageId: 3n, first: 0, last: 2 }],
      next: { packageId: 3n, entryIndex: 3 },
    })
  })

  test('go on in the next package, past one without entries', () => {
    expect(takeEntries(THREE, { packageId: 3n, entryIndex: 3 }, 'forward', 3)).toEqual({
      ranges: [
        { packageId: 3n, first: 3, last: 4 },
        { packageId: 7n, first: 0, last: 0 },
      ],
      next: { packageId: 7n, entryIndex: 1 },
    })
  })

  test('come to an end', () => {
    expect(takeEntries(THREE, { packageId: 7n, entryIndex: 1 }, 'forward', 100).next).toBeNull()
    expect(takeEntries([], null, 'forward', 1)).toEqual({ ranges: [], next: null })
  })

  test('are taken backwards from the last one', () => {
    expect(takeEntries(THREE, null, 'back', 3)).toEqual({
      ranges: [
        { packageId: 7n, first: 0, last: 1 },
        { packageId: 3n, first: 4, last: 4 },
      ],
      next: { packageId: 3n, entryIndex: 3 },
    })
  })

  test('tell how far one has come', () => {
    expect(entriesBefore(THREE, { packageId: 3n, entryIndex: 4 })).toBe(4)
    expect(entriesBefore(THREE, { packageId: 7n, entryIndex: 1 })).toBe(6)
  })

  test('are each taken once, whatever the steps and the direction', () => {
    const spans = fc.uniqueArray(fc.record({ packageId: fc.bigInt(1n, 50n), entryCount: fc.nat(9) }), {
      selector: ({ packageId }) => packageId,
    })
    fc.assert(
      fc.property(
        spans,
        fc.constantFrom('forward', 'back'),
        fc.integer({ min: 1, max: 7 }),
        (packages, way, step) => {
          const seen: string[] = []
          let place: Parameters<typeof takeEntries>[1] = null
          do {
            const taken: ReturnType<typeof takeEntries> = takeEntries(packages, place, way, step)
            seen.push(...taken.ranges.flatMap((range) => entriesOf(range)))
            place = taken.next
          } while (place)
          const all = packages.flatMap(({ packageId, entryCount }) =>
            entryCount > 0 ? entriesOf({ packageId, first: 0, last: entryCount - 1 }) : [],
          )
          expect(seen.sort()).toEqual(all.sort())
        },
      ),
    )
  })
})

function entriesOf({ packageId, first, last }: EntryRange): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${packageId}.${first + index}`)
}
