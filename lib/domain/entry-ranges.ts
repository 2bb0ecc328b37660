/** A package of a run, and how many entries it has: what a list of items is read along. */
export type PackageSpan = { packageId: bigint; entryCount: number }

export type EntryPlace = { packageId: bigint; entryIndex: number }

/** Entries from `first` to `last`, both included. */
export type EntryRange = { packageId: bigint; first: number; last: number }

export type Direction = 'forward' | 'back'

/**
 * The next so many entries from a place on, the place included: which ranges of which packages they are, and where to go on.
 *
 * @param start null: from the beginning, or when going back from the end.
 * @returns `next` null when nothing is left.
 */
export function takeEntries(
  packages: readonly PackageSpan[],
  start: EntryPlace | null,
  direction: Direction,
  count: number,
): { ranges: EntryRange[]; next: EntryPlace | null } {
  const isForward = direction === 'forward'
  const ordered = [...packages].sort((one, other) => {
    const [low, high] = isForward ? [one, other] : [other, one]
    return low.packageId < high.packageId ? -1 : 1
  })
  const ranges: EntryRange[] = []
  let left = count
  for (const { packageId, entryCount } of ordered) {
    if (start && (isForward ? packageId < start.packageId : packageId > start.packageId)) continue
    const from = start?.packageId === packageId ? start.entryIndex : isForward ? 0 : entryCount - 1
    const end = isForward ? Math.min(from + left, entryCount) : Math.max(from - left, -1)
    const taken = isForward ? end - from : from - end
    if (taken > 0)
      ranges.push(
        isForward ? { packageId, first: from, last: end - 1 } : { packageId, first: end + 1, last: from },
      )
    left -= Math.max(taken, 0)
    if (isForward ? end < entryCount : end >= 0) return { ranges, next: { packageId, entryIndex: end } }
  }
  return { ranges, next: null }
}

/** How many entries stand before a place: how far a search has come. */
export function entriesBefore(packages: readonly PackageSpan[], place: EntryPlace): number {
  return packages.reduce((sum, { packageId, entryCount }) => {
    if (packageId < place.packageId) return sum + entryCount
    return packageId === place.packageId ? sum + place.entryIndex : sum
  }, 0)
}
