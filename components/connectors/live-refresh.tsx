'use client'

import { useLiveRefresh } from './use-live-refresh.ts'

/** Keeps a page that the server renders up to date, and tells a screen reader what has become of it. */
export function LiveRefresh({ isMoving, announcement }: { isMoving: boolean; announcement: string }) {
  useLiveRefresh(isMoving)
  return (
    <div role="status" className="visually-hidden">
      {announcement}
    </div>
  )
}
