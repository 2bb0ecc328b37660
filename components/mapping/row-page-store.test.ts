import { describe, expect, test } from 'vitest'
import type { RowPage } from './read-row-page.ts'
import { createRowPageStore, PAGE_ROWS } from './row-page-store.ts'

const TOTAL = 100_000

/** A server that answers when it is told to, in any order. */
function slowServer() {
  const asked: { offset: number; signal: AbortSignal; answer: (page?: Partial<RowPage<number>>) => void }[] =
    []
  const store = createRowPageStore<number>(
    ({ offset, limit }, signal) =>
      new Promise((resolve) => {
        const rows = Array.from({ length: limit }, (_, at) => offset + at)
        const whole = { ok: true, rows, total: TOTAL } as const
        asked.push({
          offset,
          signal,
          answer: (page) => resolve({ ...whole, ...page } as RowPage<number>),
        })
      }),
  )
  const show = (first: number, revision = '1') => store.show({ first, last: first + 20, revision })
  const rowAt = (index: number) => store.getSnapshot().rowAt(index)
  return { asked, store, show, rowAt }
}

/** Promises that are settled have told. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('the pages of a long list', () => {
  test('are read where one looks, and no others', async () => {
    const { asked, show, rowAt, store } = slowServer()
    show(PAGE_ROWS * 400 - 10)
    expect(asked.map(({ offset }) => offset)).toEqual([PAGE_ROWS * 399, PAGE_ROWS * 400])
    for (const { answer } of asked) answer()
    await settle()
    expect(rowAt(PAGE_ROWS * 400)).toBe(PAGE_ROWS * 400)
    expect(rowAt(0)).toBeUndefined()
    expect(store.getSnapshot().total).toBe(TOTAL)
  })

  test('are not read to their end once nobody looks any more', async () => {
    const { asked, show, rowAt } = slowServer()
    show(0)
    show(50_000)
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false])
    for (const { answer } of asked) answer()
    await settle()
    expect(rowAt(0)).toBeUndefined()
    expect(rowAt(50_000)).toBe(50_000)
  })

  test('are read once, and again when their rows have changed, with the old ones in view meanwhile', async () => {
    const { asked, show, rowAt } = slowServer()
    show(0)
    asked[0]?.answer()
    await settle()
    show(5)
    expect(asked).toHaveLength(1)
    show(5, '2')
    expect(asked).toHaveLength(2)
    expect(rowAt(5)).toBe(5)
    asked[1]?.answer({ rows: [7, 7, 7, 7, 7, 7] })
    await settle()
    expect(rowAt(5)).toBe(7)
  })

  test('are there also where they change faster than they are read, and are the newest in the end', async () => {
    const { asked, show, rowAt } = slowServer()
    show(0, '1')
    show(0, '2')
    show(0, '3')
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([false])
    asked[0]?.answer()
    await settle()
    expect(rowAt(0)).toBe(0)
    expect(asked).toHaveLength(2)
    asked[1]?.answer({ rows: [7] })
    await settle()
    expect(rowAt(0)).toBe(7)
    expect(asked).toHaveLength(2)
  })

  test('are forgotten when they were left long ago', async () => {
    const { asked, show, rowAt } = slowServer()
    for (let page = 0; page <= 30; page++) {
      show(page * PAGE_ROWS)
      asked.at(-1)?.answer()
      await settle()
    }
    expect(rowAt(0)).toBeUndefined()
    expect(rowAt(PAGE_ROWS)).toBe(PAGE_ROWS)
  })

  test('say when they could not be read, until they could', async () => {
    const { asked, show, store } = slowServer()
    show(0)
    asked[0]?.answer({ ok: false, reason: 'no-answer' })
    await settle()
    expect(store.getSnapshot().failure).toBe('no-answer')
    show(0)
    asked[1]?.answer()
    await settle()
    expect(store.getSnapshot()).toMatchObject({ failure: null, total: TOTAL })
  })
})
