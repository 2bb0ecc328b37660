'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useRef, useState, useTransition } from 'react'
import { useSessionJudge } from '#components/fields/session-guard.tsx'
import { askForSession } from '#components/fields/session-news.ts'

/**
 * Renders the page again on the server.
 *
 * Before that it asks for the session. A refresh without an answer makes Next load the page anew, and the browser's own
 * error page would take the place of what one was reading; one without a session would go to sign-in under one's hands, and
 * one with the session of another person would show what that person may see.
 *
 * @returns `updatedAt`, when that was last done. `staleSince`: the same, once it does not succeed any more; or null.
 */
export function usePageRefresh() {
  const router = useRouter()
  const mayGoOn = useSessionJudge()
  const [staleSince, setStaleSince] = useState<Date | null>(null)
  const [isRefreshing, startRefreshing] = useTransition()
  const isAsking = useRef(false)
  const [updatedAt, setUpdatedAt] = useState(() => new Date())
  const lastGoodAt = useRef(updatedAt)

  const refresh = useCallback(async () => {
    if (isAsking.current) return
    isAsking.current = true
    const session = await askForSession()
    isAsking.current = false
    if (!mayGoOn(session)) {
      setStaleSince(lastGoodAt.current)
      return
    }
    lastGoodAt.current = new Date()
    setUpdatedAt(lastGoodAt.current)
    setStaleSince(null)
    router.refresh()
  }, [router, mayGoOn])

  return { refresh, updatedAt, staleSince, isRefreshing, refreshNow: () => startRefreshing(refresh) }
}
