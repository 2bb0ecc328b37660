'use client'

import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'

/**
 * Focus that moves over the rows of a table with the arrow keys, one tab stop for all of them. While a row has it (or
 * `isHeld` says so) the rows keep their order: nothing jumps away from under a person's hand. `movedCount` rows have
 * another place by now, which they take with `takeOrder`.
 */
export function useRowFocus<Row extends { id: string }>(rows: Row[], isHeld: boolean) {
  const [activeId, setActiveId] = useState<string | null>(null)
  const [hasFocus, setHasFocus] = useState(false)
  const [held, setHeld] = useState(() => idsOf(rows))
  const bodyRef = useRef<HTMLTableSectionElement>(null)
  const isKept = hasFocus || isHeld
  if (!isKept && held.join() !== idsOf(rows).join()) setHeld(idsOf(rows))
  const ordered = isKept ? inOrder(rows, held) : rows
  const tabStop = ordered.some(({ id }) => id === activeId) ? activeId : ordered[0]?.id

  const focusRow = (id: string | undefined) => {
    if (id) bodyRef.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`)?.focus()
  }
  return {
    ordered,
    bodyRef,
    focusRow,
    tabStop,
    rowProps: (id: string) => ({
      'data-row-id': id,
      tabIndex: id === tabStop ? 0 : -1,
      onFocus: () => {
        setActiveId(id)
        setHasFocus(true)
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        // Keys of a link or a button inside the row are their own.
        if (event.target !== event.currentTarget) return
        const next = neighbour(
          ordered.map((row) => row.id),
          id,
          event.key,
        )
        if (!next) return
        event.preventDefault()
        focusRow(next)
      },
    }),
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (event.currentTarget.contains(event.relatedTarget)) return
      setHasFocus(false)
    },
    movedCount: ordered.filter((row, index) => row.id !== rows[index]?.id).length,
    takeOrder: () => {
      setHeld(idsOf(rows))
      // The button that was pressed is gone with what it was for.
      focusRow(tabStop ?? undefined)
    },
  }
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)

/** Rows that were not there when the order was held come last. */
function inOrder<Row extends { id: string }>(rows: Row[], order: string[]): Row[] {
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  return [...rows].sort((a, b) => place(a.id) - place(b.id))
}

function neighbour(ids: string[], id: string, key: string): string | undefined {
  const at = ids.indexOf(id)
  switch (key) {
    case 'ArrowDown':
      return ids[at + 1]
    case 'ArrowUp':
      return ids[at - 1]
    case 'Home':
      return ids[0]
    case 'End':
      return ids.at(-1)
    default:
      return undefined
  }
}
