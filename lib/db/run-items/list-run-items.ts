import {
  type Direction,
  type EntryPlace,
  type EntryRange,
  entriesBefore,
  takeEntries,
} from '#lib/domain/entry-ranges.ts'
import type { ItemOutcome } from '#lib/domain/item-outcome.ts'
import type { TenantTransaction } from '../with-tenant.ts'
import { findByMessageId } from './find-by-message-id.ts'
import { listPackageSpans } from './list-package-spans.ts'
import { readEntries } from './read-entries.ts'

/** One delivery of an item; or the item as a whole, where it has none. */
export type RunItemRow = {
  itemId: string
  place: RunItemPlace
  kind: string | null
  subject: string
  sentAt: Date | null
  archiveMessageId: string
  /** Of the sender and the first recipient: the name, or else the number, the address, or the id. */
  from: string | null
  to: string | null
  /** All recipients. */
  toCount: number
  /** Null for an item without a delivery. */
  mailbox: string | null
  outcome: ItemOutcome
  reason: string | null
}

/** In the order of the packages and their entries; of one item in the order of its mailboxes, 0 for an item as a whole. */
export type RunItemPlace = EntryPlace & { mailboxId: bigint }

export type RunItemFilter = {
  outcome?: ItemOutcome | undefined
  kind?: string | undefined
  /** A part of a subject, a name, a number or an address; or a whole message id. */
  search?: string | undefined
}

export type RunItemPage = {
  rows: RunItemRow[]
  /** Where to go on: behind the last row, or where the search has stopped. Null at the end. */
  next: RunItemPlace | null
  /** Entries of the run, and how many of them stand before `next`. */
  entries: number
  before: number
  /** The search stopped at its limit, with fewer rows than a page. */
  isStopped: boolean
}

/** Entries of a step. The first page of a list without a filter is there at once; a search takes longer strides. */
const FIRST_STEP = 250
const LONGEST_STEP = 20_000
/** What one answer looks through: about half a second's work. Whoever searches a million goes on with a click. */
const MOST_SCANNED = 60_000

/**
 * What a run read and took, a page at a time, by key: what is read again or comes late moves nothing. Read along the packages, whose
 * index has the entries in order: no page needs another index, a count, or a sort of all.
 */
export async function listRunItems(
  tx: TenantTransaction,
  run: { tenantId: string; connectorId: string; runId: string; itemsAvailable: number },
  page: { filter: RunItemFilter; from: RunItemPlace | null; direction: Direction; limit: number },
): Promise<RunItemPage> {
  const { filter, from, direction, limit } = page
  const packages = await listPackageSpans(tx, run)
  const entries = packages.reduce((sum, { entryCount }) => sum + entryCount, 0)
  const read = (ranges: EntryRange[], having: RunItemFilter, most: number) =>
    readEntries(tx, run, { ranges, filter: having, from, direction, limit: most })
  // Whole ids are in an index: then nothing has to be looked through.
  const known = filter.search ? await findByMessageId(tx, run, filter.search) : []
  if (known.length > 0) {
    const rows = await read(known, { ...filter, search: undefined }, limit)
    const next = rows.length === limit ? (rows.at(-1)?.place ?? null) : null
    return { rows: inOrder(rows, direction), next, entries, before: entries, isStopped: false }
  }
  const rows: RunItemRow[] = []
  let scanned = 0
  let step = FIRST_STEP
  let place: EntryPlace | null = from
  let isOver = false
  while (!isOver && rows.length < limit && scanned < MOST_SCANNED) {
    const { ranges, next } = takeEntries(packages, place, direction, Math.min(step, MOST_SCANNED - scanned))
    rows.push(...(await read(ranges, filter, limit - rows.length)))
    scanned += ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)
    step = Math.min(step * 4, LONGEST_STEP)
    place = next
    isOver = next === null
  }
  const isFull = rows.length === limit
  const last = rows.at(-1)?.place ?? null
  // The edge of a range: the entry there has not been read.
  const edge = place && { ...place, mailboxId: direction === 'forward' ? -1n : LAST_MAILBOX }
  const next = isFull ? last : isOver ? null : edge
  return {
    rows: inOrder(rows, direction),
    next,
    entries,
    before: next ? entriesBefore(packages, next) : entries,
    isStopped: !isFull && !isOver,
  }
}

const LAST_MAILBOX = 2n ** 62n

function inOrder(rows: RunItemRow[], direction: Direction): RunItemRow[] {
  return direction === 'back' ? rows.toReversed() : rows
}
