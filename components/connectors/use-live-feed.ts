'use client'

import { useEffect, useEffectEvent } from 'react'
import { readJsonLines } from '#components/fields/read-json-lines.ts'
import { useSessionJudge } from '#components/fields/session-guard.tsx'
import { askForSession } from '#components/fields/session-news.ts'
import type { LiveStep } from '#lib/domain/live-connectors.ts'
import { followLive, type LiveLine } from './follow-live.ts'

const ADDRESS = '/api/connectors/live'
/** The server gives a sign of life every ten seconds. */
const MOST_SILENT_MS = 35_000

/** Hears what moves of the connectors while somebody looks at the page. One that nobody looks at asks for nothing. */
export function useLiveFeed(listener: { onStep: (step: LiveStep) => void; onLost: () => void }): void {
  const mayGoOn = useSessionJudge()
  const onStep = useEffectEvent(listener.onStep)
  const onLost = useEffectEvent(listener.onLost)
  useEffect(() => {
    let following: AbortController | null = null
    const follow = () => {
      following?.abort()
      following = null
      if (document.visibilityState !== 'visible') return
      following = new AbortController()
      void followLive({
        mayAsk: async () => navigator.onLine && mayGoOn(await askForSession()),
        ask: askOnce,
        wait: waitOrOnline,
        onStep: (step) => onStep(step),
        onLost: () => onLost(),
        signal: following.signal,
      })
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      following?.abort()
    }
  }, [mayGoOn])
}

async function* askOnce(signal: AbortSignal): AsyncGenerator<LiveLine> {
  const silent = new AbortController()
  const giveUp = () => silent.abort(new DOMException('Nothing has come.', 'TimeoutError'))
  let timer = setTimeout(giveUp, MOST_SILENT_MS)
  // A connection that the computer has left tells nobody so.
  window.addEventListener('offline', giveUp)
  try {
    const answer = await fetch(ADDRESS, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.any([signal, silent.signal]),
    })
    if (!answer.ok || !answer.body) return
    for await (const line of readJsonLines(answer.body)) {
      clearTimeout(timer)
      timer = setTimeout(giveUp, MOST_SILENT_MS)
      yield line as LiveLine
    }
  } finally {
    clearTimeout(timer)
    window.removeEventListener('offline', giveUp)
  }
}

function waitOrOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    window.addEventListener('online', end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
