'use client'

import { useEffect, useRef, useState } from 'react'
import { afterStep, type LiveConnector, withLive } from '#lib/domain/live-connectors.ts'
import { useLiveFeed } from './use-live-feed.ts'
import { usePageRefresh } from './use-page-refresh.ts'

/** Ages and what is late change by the clock alone. */
const RESTING_MS = 60_000

type Live = { at: Date; shape: string; connectors: ReadonlyMap<string, LiveConnector> }

/**
 * Keeps the connectors of a page up to date: numbers as they are told, and the rest by a refresh once there is more to show
 * than numbers.
 */
export function useLiveConnectors(page: { now: Date; shape: string }) {
  const [live, setLive] = useState<Live | null>(null)
  const [lostAt, setLostAt] = useState<Date | null>(null)
  const heardAt = useRef<Date | null>(null)
  const askedFor = useRef('')
  const { refresh, staleSince, ...refreshing } = usePageRefresh()

  useLiveFeed({
    onStep(step) {
      heardAt.current = new Date()
      setLostAt(null)
      setLive((before) => ({
        at: new Date(step.at),
        shape: step.shape,
        connectors: afterStep(before?.connectors ?? new Map(), step),
      }))
    },
    onLost: () => setLostAt(heardAt.current ?? page.now),
  })

  // What the page itself has read later says more.
  const isNewer = live !== null && live.at > page.now
  const wanted = isNewer && live.shape !== page.shape ? live.shape : ''
  useEffect(() => {
    // Once for each: a page that shows something else all the same is not asked again and again.
    if (wanted && askedFor.current !== wanted) void refresh()
    askedFor.current = wanted
  }, [wanted, refresh])
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh()
    }, RESTING_MS)
    return () => clearInterval(timer)
  }, [refresh])

  return {
    ...refreshing,
    staleSince: lostAt ?? staleSince,
    updatedAt: isNewer ? live.at : page.now,
    withLive: <Row extends Parameters<typeof withLive>[0]>(row: Row): Row =>
      isNewer ? withLive(row, live.connectors.get(row.id)) : row,
  }
}
