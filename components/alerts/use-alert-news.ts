'use client'

import { usePathname } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import type { AlertNews, AsJson } from '#lib/domain/listed-alert.ts'

export type ToldNews = AsJson<AlertNews>

const ASK_EVERY_MS = 15_000
const TIMEOUT_MS = 10_000

/** What the bell shows, asked for now and then and at each step of navigation. Null until the first answer, and after a failed one. */
export function useAlertNews(): { news: ToldNews | null; refresh: () => Promise<void> } {
  const [news, setNews] = useState<ToldNews | null>(null)
  const pathname = usePathname()
  const refresh = useCallback(async () => {
    const answer = await fetch('/api/alerts', {
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => null)
    // Our own route of the same build.
    const found = answer?.ok ? ((await answer.json().catch(() => null)) as ToldNews | null) : null
    setNews(found)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes on wants to know how it is there.
  useEffect(() => {
    void refresh()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh()
    }, ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [refresh, pathname])
  return { news, refresh }
}
