'use client'

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useSessionEnded } from '#components/fields/session-guard.tsx'
import { readRowPage } from './read-row-page.ts'
import { createRowPageStore, type RowPageSnapshot } from './row-page-store.ts'

/** Whoever drags the scroll bar passes a hundred pages and looks at one. */
const SETTLE_MS = 60

export type RowPages<Row> = RowPageSnapshot<Row> & {
  show: (range: { first: number; last: number }) => void
  retry: () => void
}

/** The rows behind an address, page by page as they are looked at. Another `revision`: the same rows, read again. */
export function useRowPages<Row>({ url, revision }: { url: string; revision: string }): RowPages<Row> {
  const store = useMemo(
    () => createRowPageStore<Row>((range, signal) => readRowPage<Row>(url, range, signal)),
    [url],
  )
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
  const [range, setRange] = useState({ first: 0, last: 0 })
  const [tries, setTries] = useState(0)
  const sayThatSessionEnded = useSessionEnded()
  const { first, last } = range
  const isFirst = snapshot.total === null
  useEffect(() => {
    // Only there to begin anew.
    void tries
    const timer = setTimeout(() => store.show({ first, last, revision }), isFirst ? 0 : SETTLE_MS)
    return () => clearTimeout(timer)
  }, [store, first, last, revision, isFirst, tries])
  useEffect(() => () => store.close(), [store])
  const { failure } = snapshot
  useEffect(() => {
    if (failure === 'session-expired') sayThatSessionEnded()
  }, [failure, sayThatSessionEnded])
  return {
    ...snapshot,
    show: ({ first, last }) => {
      if (first !== range.first || last !== range.last) setRange({ first, last })
    },
    retry: () => setTries(tries + 1),
  }
}
