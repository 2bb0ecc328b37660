'use client'

import { useSyncExternalStore } from 'react'

/** The browser's time zone; null on the server and while the page comes alive, when nobody knows it. */
export function useBrowserTimeZone(): string | null {
  return useSyncExternalStore(
    noChanges,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  )
}

const noChanges = () => () => {}
