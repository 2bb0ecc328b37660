'use client'

import { useEffect } from 'react'
import { usePageRefresh } from './use-page-refresh.ts'

/** Counts change while one looks; a page about nothing that moves still notices a scheduled run. */
const MOVING_MS = 2_000
const RESTING_MS = 30_000

/** Renders the page again on the server, often while a run is on. A page that nobody looks at asks for nothing. */
export function useLiveRefresh(isMoving: boolean) {
  const { refresh, ...shown } = usePageRefresh()
  useEffect(() => {
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible') void refresh()
      },
      isMoving ? MOVING_MS : RESTING_MS,
    )
    return () => clearInterval(timer)
  }, [isMoving, refresh])
  return shown
}
