import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deliveriesBook, finalStateOf, itemsBook, type RunCounts } from './run-books.ts'

const CLEAN: RunCounts = {
  itemsAvailable: 12,
  itemsRouted: 10,
  itemsQuarantined: 0,
  itemsSystemEvents: 1,
  itemsBeforeStart: 1,
  deliveriesAvailable: 15,
  imported: 13,
  partiallyImported: 0,
  skipped: 2,
  failed: 0,
  pending: 0,
}

describe('the books of a run', () => {
  test('balance when everything is accounted for', () => {
    expect(itemsBook(CLEAN)).toEqual({ total: 12, accounted: 12, difference: 0, balanced: true })
    expect(deliveriesBook(CLEAN)).toEqual({ total: 15, accounted: 15, difference: 0, balanced: true })
    expect(finalStateOf(CLEAN, 0)).toBe('completed')
  })

  test('say by how much they do not balance', () => {
    expect(itemsBook({ ...CLEAN, itemsRouted: 9 })).toMatchObject({ difference: 1, balanced: false })
    expect(finalStateOf({ ...CLEAN, itemsRouted: 9 }, 0)).toBe('completed-with-problems')
    expect(deliveriesBook({ ...CLEAN, imported: 14 })).toMatchObject({ difference: -1, balanced: false })
  })

  test.each([
    ['a failed delivery', { deliveriesAvailable: 16, failed: 1 }, 0],
    ['a partial import', { deliveriesAvailable: 16, partiallyImported: 1 }, 0],
    ['a quarantined item', { itemsAvailable: 13, itemsQuarantined: 1 }, 0],
    ['a refused package', {}, 1],
  ])('%s is a problem although the books balance', (_, change, packagesRefused) => {
    const counts = { ...CLEAN, ...change }
    expect([itemsBook(counts).balanced, deliveriesBook(counts).balanced]).toEqual([true, true])
    expect(finalStateOf(counts, packagesRefused)).toBe('completed-with-problems')
  })

  test('never call a run completed with one item or delivery unaccounted for', () => {
    const count = fc.nat(1000)
    fc.assert(
      fc.property(fc.record(mapValues(CLEAN, () => count)), (counts) => {
        const lost = !itemsBook(counts).balanced || !deliveriesBook(counts).balanced || counts.pending > 0
        return !(lost && finalStateOf(counts, 0) === 'completed')
      }),
    )
  })
})

function mapValues<K extends string, V, W>(record: Record<K, V>, map: (value: V) => W): Record<K, W> {
  return Object.fromEntries(Object.entries<V>(record).map(([key, value]) => [key, map(value)])) as Record<
    K,
    W
  >
}
