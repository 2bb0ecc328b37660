export type GridPlace = { row: number; column: number }

/** Where a key leads to in a grid; null when it moves nothing. It never leads out. */
export function moveInGrid(
  { key, jumps }: { key: string /** With Ctrl or Cmd. */; jumps: boolean },
  { row, column }: GridPlace,
  grid: { rowCount: number; columnCount: number; rowsInView: number },
): GridPlace | null {
  const lastRow = grid.rowCount - 1
  const lastColumn = grid.columnCount - 1
  const keep = (place: GridPlace): GridPlace => ({
    row: Math.min(Math.max(0, place.row), Math.max(0, lastRow)),
    column: Math.min(Math.max(0, place.column), Math.max(0, lastColumn)),
  })
  switch (key) {
    case 'ArrowDown':
      return keep({ row: row + 1, column })
    case 'ArrowUp':
      return keep({ row: row - 1, column })
    case 'ArrowRight':
      return keep({ row, column: column + 1 })
    case 'ArrowLeft':
      return keep({ row, column: column - 1 })
    case 'PageDown':
      return keep({ row: row + grid.rowsInView, column })
    case 'PageUp':
      return keep({ row: row - grid.rowsInView, column })
    case 'Home':
      return keep({ row: 0, column: jumps ? 0 : column })
    case 'End':
      return keep({ row: lastRow, column: jumps ? lastColumn : column })
    default:
      return null
  }
}
