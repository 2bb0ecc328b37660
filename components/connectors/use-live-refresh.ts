'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

/** Counts change while one looks; a page about nothing that moves still notices a scheduled run. */
const MOVING_MS = 2_000
const RESTING_MS = 30_000
const ANSWER_TIMEOUT_MS = 5_000

/**
 * Renders the page again on the server, often while a run is on. A page that nobody looks at asks for nothing.
 *
 * Before that it asks whether the server is there: a refresh without an answer makes Next load the page anew, and the
 * browser's own error page would take the place of what one was reading.
 *
 * @returns when the page was last known to be right, once that is not now; null while it is live.
 */
export function useLiveRefresh(isMoving: boolean): { staleSince: Date | null } {
  const router = useRouter()
  const [staleSince, setStaleSince] = useState<Date | null>(null)
  useEffect(() => {
    let isAsking = false
    let lastGoodAt = new Date()
    const refresh = async () => {
      if (isAsking || document.visibilityState !== 'visible') return
      isAsking = true
      const isThere = await answers()
      isAsking = false
      if (isThere) {
        lastGoodAt = new Date()
        setStaleSince(null)
        router.refresh()
      } else {
        setStaleSince(lastGoodAt)
      }
    }
    const timer = setInterval(refresh, isMoving ? MOVING_MS : RESTING_MS)
    return () => clearInterval(timer)
  }, [router, isMoving])
  return { staleSince }
}

async function answers(): Promise<boolean> {
  try {
    const response = await fetch('/api/health', {
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    })
    return response.ok
  } catch {
    return false
  }
}
