import type { BatchPart } from './batch-body.ts'

/** A request that may go: alone, or where it has a part, with others. */
export type Sendable = { mailbox: string | null; part: BatchPart | null }

/** Graph takes twenty, and 4 MB; what a batch has around its parts needs less than the difference. */
const MAX_PARTS = 20
const MAX_BATCH_BYTES = 3_900_000
/** A larger body goes alone: the time that it takes would be that of all the others too. */
export const LARGEST_PART_BYTES = 500_000

/**
 * How many parts make a full batch, of so many requests that can be out at a time. A quarter of them, so that while one
 * batch is prepared and another is carried out, others are on their way: of ten mailboxes two batches of twenty stood
 * still by turns.
 */
export function fullBatchParts(places: number): number {
  return Math.max(FEWEST_PARTS, Math.min(Math.ceil(places / BATCHES_OUT), MAX_PARTS))
}

const BATCHES_OUT = 4
/** Fewer would be more requests than they save in time. */
const FEWEST_PARTS = 10

/**
 * Which requests go together. Parts of one mailbox alone are sent one by one: there can be no more than four, and in a
 * batch each would wait for the slowest of them.
 */
export function fillBatches<T extends Sendable>(ready: readonly T[], fullParts: number): T[][] {
  const alone: T[][] = []
  const batches: T[][] = []
  let batch: T[] = []
  let sizeBytes = 0
  for (const one of ready) {
    if (!one.part) {
      alone.push([one])
      continue
    }
    if (batch.length === fullParts || sizeBytes + one.part.sizeBytes > MAX_BATCH_BYTES) {
      batches.push(batch)
      batch = []
      sizeBytes = 0
    }
    batch.push(one)
    sizeBytes += one.part.sizeBytes
  }
  batches.push(batch)
  return [...alone, ...batches.flatMap((one) => (isWorthwhile(one) ? [one] : one.map((single) => [single])))]
}

/** Each look-up in the directory is about somebody else. */
function isWorthwhile(batch: readonly Sendable[]): boolean {
  const [first] = batch
  return batch.length > 1 && batch.some((one) => one.mailbox === null || one.mailbox !== first?.mailbox)
}
