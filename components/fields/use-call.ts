'use client'

import { useState, useTransition } from 'react'
import { type ActionResult, type Refusal, refuse } from '#lib/domain/action-result.ts'
import { useSessionEnded } from './session-guard.tsx'

export type Action<Input, Value> = (input: Input) => Promise<ActionResult<Value>>

/**
 * Calls a server action. `isPending` lasts until the page that `onDone` goes to is there; a refusal stays until the
 * next call. A session that has ended is asked for in a dialog over the page, so that nothing typed is lost.
 */
export function useCall<Input, Value>(action: Action<Input, Value>) {
  const [refusal, setRefusal] = useState<Refusal['error'] | null>(null)
  const sayThatSessionEnded = useSessionEnded()
  const [isPending, startTransition] = useTransition()

  function call(
    input: Input,
    { onDone, onRefused }: { onDone: (value: Value) => void; onRefused?: (error: Refusal['error']) => void },
  ) {
    startTransition(async () => {
      // A rejected call is a lost connection, or a page that is older than the running app.
      const result = await action(input).catch(() => refuse('no-answer'))
      startTransition(() => {
        if (!result.ok && result.error.code === 'session-expired') {
          setRefusal(null)
          sayThatSessionEnded()
          return
        }
        setRefusal(result.ok ? null : result.error)
        if (result.ok) onDone(result.value)
        else onRefused?.(result.error)
      })
    })
  }
  return { call, isPending, refusal, clearRefusal: () => setRefusal(null) }
}
