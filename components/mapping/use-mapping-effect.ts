'use client'

import { useEffect, useRef, useState } from 'react'
import { useSessionEnded } from '#components/fields/session-guard.tsx'
import type { Action } from '#components/fields/use-call.ts'
import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import type { MappingEffectAnswer, MappingEffectQuestion } from '#lib/domain/mapping-effect.ts'

export type ReadEffectAction = Action<MappingEffectQuestion & { isFresh?: boolean }, MappingEffectAnswer>

const POLL_MS = 1_500

type Told =
  | { kind: 'asking' }
  | { kind: 'refused'; error: Refusal['error'] }
  | { kind: 'told'; answer: MappingEffectAnswer }

/**
 * What a mapping would do, asked for again whenever what is tried changes, and until the site has been read. What was told last
 * stays in view meanwhile.
 *
 * @param revision changes with what the question does not say: the same upload, read in another way.
 */
export function useMappingEffect(read: ReadEffectAction, question: MappingEffectQuestion, revision: string) {
  const sayThatSessionEnded = useSessionEnded()
  const [told, setTold] = useState<Told>({ kind: 'asking' })
  const [attempt, setAttempt] = useState(0)
  const asked = useRef({ read, question })
  const readAgainFor = useRef(0)
  useEffect(() => {
    asked.current = { read, question }
  })
  const key = JSON.stringify([question, revision])
  useEffect(() => {
    // Only there to begin anew: what is asked is the newest question.
    void key
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    async function ask(isFresh: boolean) {
      const result = await asked.current
        .read({ ...asked.current.question, ...(isFresh && { isFresh }) })
        .catch(() => refuse('no-answer'))
      if (isOver) return
      if (!result.ok) {
        if (result.error.code === 'session-expired') sayThatSessionEnded()
        setTold({ kind: 'refused', error: result.error })
        return
      }
      setTold({ kind: 'told', answer: result.value })
      if (result.value.state === 'reading' || result.value.state === 'asking')
        timer = setTimeout(() => void ask(false), POLL_MS)
    }
    // One wish reads the site again once, and not with every choice that is tried after it.
    const isFresh = attempt > readAgainFor.current
    readAgainFor.current = attempt
    void ask(isFresh)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [key, attempt, sayThatSessionEnded])
  return { told, readAgain: () => setAttempt((last) => last + 1) }
}
