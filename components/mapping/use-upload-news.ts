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
  const isMoving =
    summary !== null &&
    (summary.state === 'reading' || summary.check.state === 'waiting' || summary.check.state === 'checking')
  useEffect(() => {
    if (!id || !isMoving) return
    const stop = new AbortController()
    let isAsking = false
    async function ask() {
      if (isAsking || document.visibilityState !== 'visible') return
      isAsking = true
      try {
        const answer = await fetch(`/api/mapping-uploads/${id}`, {
          cache: 'no-store',
          signal: AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
        })
        if (answer.status === 401) sayThatSessionEnded()
        else if (answer.ok) hear.current((await answer.json()) as MappingUploadSummary)
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
