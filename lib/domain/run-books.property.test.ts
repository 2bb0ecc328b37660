import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deliveriesBook, finalStateOf, itemsBook, type RunCounts } from './run-books.ts'

const COUNTS = [
  ...['itemsRouted', 'itemsQuarantined', 'itemsSystemEvents', 'itemsBeforeStart'],
  ...['imported', 'partiallyImported', 'skipped', 'failed', 'pending'],
] as const
const count = fc.integer({ min: 0, max: 3 })

/** Counts as a ledger without fault has them: what is available is what became of it. */
const closed: fc.Arbitrary<RunCounts> = fc
  .record({
    ...{ itemsRouted: count, itemsQuarantined: count, itemsSystemEvents: count, itemsBeforeStart: count },
    ...{ imported: count, partiallyImported: count, skipped: count, failed: count, pending: count },
  })
  .map((counts) => ({
    ...counts,
    itemsAvailable:
      counts.itemsRouted + counts.itemsQuarantined + counts.itemsSystemEvents + counts.itemsBeforeStart,
    deliveriesAvailable:
      counts.imported + counts.partiallyImported + counts.skipped + counts.failed + counts.pending,
  }))

describe('both books of whatever run', () => {
  test('close when everything has its outcome', () => {
    fc.assert(
      fc.property(closed, (counts) => {
        expect(itemsBook(counts)).toMatchObject({ balanced: true, difference: 0 })
        expect(deliveriesBook(counts)).toMatchObject({ balanced: true, difference: 0 })
      }),
    )
  })

  test('stay open by as many as one count is wrong, and such a run is never called completed', () => {
    fc.assert(
      fc.property(closed, fc.constantFrom(...COUNTS), fc.integer({ min: 1, max: 5 }), (counts, name, by) => {
        const wrong = { ...counts, [name]: counts[name as keyof RunCounts] + by }
        const differences = [itemsBook(wrong).difference, deliveriesBook(wrong).difference]
        expect(differences.toSorted((one, other) => one - other)).toEqual([-by, 0])
        expect(finalStateOf(wrong, 0)).toBe('completed-with-problems')
      }),
    )
  })

  test('let a run be completed only when nothing failed, waits, was cut or was refused', () => {
    fc.assert(
      fc.property(closed, count, (counts, packagesRefused) => {
        const { pending, failed, partiallyImported, itemsQuarantined } = counts
        const problems = pending + failed + partiallyImported + itemsQuarantined + packagesRefused
        expect(finalStateOf(counts, packagesRefused)).toBe(
          problems === 0 ? 'completed' : 'completed-with-problems',
        )
      }),
    )
  })
})
