import { describe, expect, test } from 'vitest'
import { moveInGrid } from './grid-move.ts'

const grid = { rowCount: 100_000, columnCount: 4, rowsInView: 12 }
const press = (key: string, from = { row: 50, column: 1 }, jumps = false) =>
  moveInGrid({ key, jumps }, from, grid)

describe('a key in a grid', () => {
  test.each([
    ['ArrowDown', { row: 51, column: 1 }],
    ['ArrowUp', { row: 49, column: 1 }],
    ['ArrowRight', { row: 50, column: 2 }],
    ['ArrowLeft', { row: 50, column: 0 }],
    ['PageDown', { row: 62, column: 1 }],
    ['PageUp', { row: 38, column: 1 }],
    ['Home', { row: 0, column: 1 }],
    ['End', { row: 99_999, column: 1 }],
  ])('%s leads to %j', (key, place) => expect(press(key)).toEqual(place))

  test('goes to the corners with Ctrl', () => {
    expect(press('Home', undefined, true)).toEqual({ row: 0, column: 0 })
    expect(press('End', undefined, true)).toEqual({ row: 99_999, column: 3 })
  })

  test('never leads out', () => {
    const last = { row: 99_999, column: 3 }
    for (const key of ['ArrowDown', 'ArrowRight', 'PageDown', 'End']) expect(press(key, last)).toEqual(last)
    const first = { row: 0, column: 0 }
    for (const key of ['ArrowUp', 'ArrowLeft', 'PageUp', 'Home']) expect(press(key, first)).toEqual(first)
    const nowhere = moveInGrid({ key: 'End', jumps: false }, first, { ...grid, rowCount: 0 })
    expect(nowhere).toEqual(first)
  })

  test('that is a letter moves nothing', () => expect(press('a')).toBeNull())
})
