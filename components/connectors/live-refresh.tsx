'use client'

import { LiveNews } from './live-news.tsx'
import { useLiveRefresh } from './use-live-refresh.ts'

/**
 * Keeps a page that the server renders up to date, tells a screen reader what has become of it, and says so when it
 * cannot.
 */
export function LiveRefresh({ isMoving, announcement }: { isMoving: boolean; announcement: string }) {
  const { staleSince } = useLiveRefresh(isMoving)
  return (
    <>
      <div role="status" className="visually-hidden">
        {announcement}
      </div>
      <LiveNews staleSince={staleSince} />
    </>
  )
}
