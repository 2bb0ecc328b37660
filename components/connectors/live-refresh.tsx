'use client'

import { LiveNews } from './live-news.tsx'
import { LiveState } from './live-state.tsx'
import { useLiveRefresh } from './use-live-refresh.ts'

/**
 * Keeps a page that the server renders up to date, tells a screen reader what has become of it, and says so when it
 * cannot.
 */
export function LiveRefresh(props: {
  isMoving: boolean
  announcement: string
  /** Says when the page was last read, as long as something moves on it. */
  showsTime?: boolean
}) {
  const { isMoving, announcement, showsTime = false } = props
  const { updatedAt, staleSince } = useLiveRefresh(isMoving)
  return (
    <>
      <div role="status" className="visually-hidden">
        {announcement}
      </div>
      {showsTime && isMoving ? (
        <LiveState updatedAt={updatedAt} staleSince={staleSince} />
      ) : (
        <LiveNews staleSince={staleSince} />
      )}
    </>
  )
}
