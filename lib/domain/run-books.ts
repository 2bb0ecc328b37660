/** The counts of a run in the words of Microsoft's admin log. */
export type RunCounts = {
  itemsAvailable: number
  itemsRouted: number
  itemsQuarantined: number
  itemsSystemEvents: number
  itemsBeforeStart: number
  deliveriesAvailable: number
  imported: number
  partiallyImported: number
  skipped: number
  failed: number
  pending: number
}

export type Book = { total: number; accounted: number; difference: number; balanced: boolean }

/** Items come from the source. items = routed + quarantined + system events + sent before the start. */
export function itemsBook(counts: RunCounts): Book {
  return close(
    counts.itemsAvailable,
    counts.itemsRouted + counts.itemsQuarantined + counts.itemsSystemEvents + counts.itemsBeforeStart,
  )
}

/** Deliveries go to mailboxes. available for import = imported + partially imported + skipped + failed + pending. */
export function deliveriesBook(counts: RunCounts): Book {
  return close(
    counts.deliveriesAvailable,
    counts.imported + counts.partiallyImported + counts.skipped + counts.failed + counts.pending,
  )
}

/** How a run whose deliveries are all done ends. A book that does not balance is a problem, never a rounding. */
export function finalStateOf(
  counts: RunCounts,
  /** Whatever the counts do not tell: packages refused, people whom nobody could ask for. */
  otherProblems: number,
): 'completed' | 'completed-with-problems' {
  const clean =
    itemsBook(counts).balanced &&
    deliveriesBook(counts).balanced &&
    counts.pending + counts.failed + counts.partiallyImported + counts.itemsQuarantined + otherProblems === 0
  return clean ? 'completed' : 'completed-with-problems'
}

function close(total: number, accounted: number): Book {
  return { total, accounted, difference: total - accounted, balanced: total === accounted }
}
