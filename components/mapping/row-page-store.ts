import type { RowPage, RowPageFailure } from './read-row-page.ts'

export const PAGE_ROWS = 200
/** 6,000 rows: more than a person scrolls back over, and little memory. */
const MOST_PAGES = 30

export type RowPageSnapshot<Row> = {
  /** Null until the first page is there. */
  total: number | null
  failure: RowPageFailure | null
  rowAt: (index: number) => Row | undefined
}

/**
 * The pages of a long list that are being looked at, and the ones looked at last. A page that nobody sees any more is not
 * read to its end. Rows of an older revision stay in view until the newer ones are there, and are read to their end: where the
 * revision changes faster than a page is read, there would be no rows at all.
 */
export function createRowPageStore<Row>(
  readPage: (range: { offset: number; limit: number }, signal: AbortSignal) => Promise<RowPage<Row>>,
) {
  const pages = new Map<number, { rows: Row[]; revision: string }>()
  const reading = new Map<number, AbortController>()
  let looked: { at: ReadonlySet<number>; revision: string } = { at: new Set(), revision: '' }
  const listeners = new Set<() => void>()
  let snapshot: RowPageSnapshot<Row> = { total: null, failure: null, rowAt: () => undefined }

  function tell(total: number | null, failure: RowPageFailure | null) {
    const rowAt = (index: number) => pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS]
    snapshot = { total, failure, rowAt }
    for (const listener of listeners) listener()
  }

  async function read(page: number, revision: string) {
    const controller = new AbortController()
    reading.set(page, controller)
    const answer = await readPage({ offset: page * PAGE_ROWS, limit: PAGE_ROWS }, controller.signal)
    if (controller.signal.aborted) return
    reading.delete(page)
    if (!answer.ok) return tell(snapshot.total, answer.reason)
    pages.delete(page)
    pages.set(page, { rows: answer.rows, revision })
    for (const oldest of pages.keys()) {
      if (pages.size <= MOST_PAGES) break
      pages.delete(oldest)
    }
    tell(answer.total, null)
    if (looked.at.has(page) && looked.revision !== revision) void read(page, looked.revision)
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    getSnapshot: () => snapshot,
    /** Reads what is missing of the rows from `first` to `last`. */
    show({ first, last, revision }: { first: number; last: number; revision: string }) {
      const wanted = new Set<number>()
      for (let page = Math.floor(first / PAGE_ROWS); page * PAGE_ROWS <= last; page++) wanted.add(page)
      looked = { at: wanted, revision }
      for (const [page, controller] of reading) {
        if (wanted.has(page)) continue
        controller.abort()
        reading.delete(page)
      }
      for (const page of wanted) {
        if (!reading.has(page) && pages.get(page)?.revision !== revision) void read(page, revision)
      }
    },
    close() {
      for (const controller of reading.values()) controller.abort()
      reading.clear()
    },
  }
}
