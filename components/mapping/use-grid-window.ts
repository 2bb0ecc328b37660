'use client'

import { type RefObject, useEffect, useState } from 'react'

const WIDE_ROW_PX = 36
/** A finger needs more. */
const TOUCH_ROW_PX = 44
/** Four lines of a card. 200,000 of them stay below what browsers can lay out in one element (17.8 million px). */
const CARD_PX = 88
const NARROW_PX = 560
/** Rendered above and below what is in view, so that a turn of the wheel meets no hole. */
const SPARE_ROWS = 8
const HEAD_PX = 36

/** Which rows of a scrolling frame are in view, and how high each is. Tells `show` of the range. */
export function useGridWindow(
  frame: RefObject<HTMLDivElement | null>,
  { total, show }: { total: number; show: (range: { first: number; last: number }) => void },
) {
  const [size, setSize] = useState({ width: 0, height: 400, isCoarse: false })
  const [scrollTop, setScrollTop] = useState(0)
  const isThere = total > 0
  useEffect(() => {
    const element = frame.current
    if (!element || !isThere) return
    const measure = () =>
      setSize({
        width: element.clientWidth,
        height: element.clientHeight,
        isCoarse: window.matchMedia('(pointer: coarse)').matches,
      })
    const follow = () => setScrollTop(element.scrollTop)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', follow, { passive: true })
    measure()
    follow()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', follow)
    }
  }, [frame, isThere])

  const isNarrow = size.width > 0 && size.width < NARROW_PX
  const rowHeightPx = isNarrow ? CARD_PX : size.isCoarse ? TOUCH_ROW_PX : WIDE_ROW_PX
  const rowsInView = Math.max(1, Math.floor((size.height - HEAD_PX) / rowHeightPx))
  const firstInView = Math.min(Math.floor(scrollTop / rowHeightPx), Math.max(0, total - 1))
  const first = Math.max(0, firstInView - SPARE_ROWS)
  const last = Math.min(total - 1, firstInView + rowsInView + SPARE_ROWS)
  useEffect(() => {
    show({ first, last: Math.max(first, last) })
  })

  return {
    first,
    last,
    rowsInView,
    rowHeightPx,
    isNarrow,
    /** Scrolls as little as needed for a row to be seen whole. */
    reveal(row: number) {
      const element = frame.current
      if (!element) return
      const headPx = isNarrow ? 0 : HEAD_PX
      const top = row * rowHeightPx
      const bottom = top + rowHeightPx
      const viewPx = element.clientHeight - headPx
      if (top < element.scrollTop) element.scrollTop = top
      else if (bottom > element.scrollTop + viewPx) element.scrollTop = bottom - viewPx
    },
  }
}
