'use client'

import { useEffect, useRef } from 'react'
import { useSessionEnded } from '#components/fields/session-guard.tsx'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'

const POLL_MS = 1_000
const TIMEOUT_MS = 10_000

/** Asks once a second how an upload is getting on, as long as something is on its way and somebody looks. */
export function useUploadNews(
  summary: MappingUploadSummary | null,
  onNews: (summary: MappingUploadSummary) => void,
): void {
  const sayThatSessionEnded = useSessionEnded()
  const hear = useRef(onNews)
  useEffect(() => {
    hear.current = onNews
  })
  const id = summary?.id
  const isMoving = summary !== null && isUnderWay(summary)
  useEffect(() => {
    if (!id || !isMoving) return
    const stop = new AbortController()
    let isAsking = false
    async function read(query: string): Promise<MappingUploadSummary | null> {
      const answer = await fetch(`/api/mapping-uploads/${id}${query}`, {
        cache: 'no-store',
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      })
      if (answer.status === 401) sayThatSessionEnded()
      return answer.ok ? ((await answer.json()) as MappingUploadSummary) : null
    }
    async function ask() {
      if (isAsking || document.visibilityState !== 'visible') return
      isAsking = true
      try {
        const brief = await read('?brief=1')
        // The directory pins rows to people, which may change what is different.
        const news = brief && !isUnderWay(brief) ? await read('') : brief
        if (news) hear.current(news)
      } catch {
        // A lost answer is asked for again a second later; Confirm tells of a connection that stays away.
      } finally {
        isAsking = false
      }
    }
    const timer = setInterval(() => void ask(), POLL_MS)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [id, isMoving, sayThatSessionEnded])
}

function isUnderWay({ state, check }: MappingUploadSummary): boolean {
  return state === 'reading' || check.state === 'waiting' || check.state === 'checking'
}
