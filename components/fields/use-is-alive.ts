'use client'

import { useSyncExternalStore } from 'react'

/** False on the server and until the page is alive: for what a server cannot render, such as a portal or a local time. */
export function useIsAlive(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}
