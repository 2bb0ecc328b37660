'use client'

import { useCallback, useEffect, useState } from 'react'
import { type PrerequisiteAnswer, prerequisiteAnswer } from '#lib/domain/prerequisite-inputs.ts'
import { CHECKED_PREREQUISITES, type CheckedPrerequisite } from '#lib/domain/prerequisites.ts'

/** A little longer than the server takes to give up. */
const TIMEOUT_MS = 15_000

type Answers = Partial<Record<CheckedPrerequisite, PrerequisiteAnswer>>

/** Asks for all checks at once, when the page opens and again when told to. Each is there as soon as it is known. */
export function usePrerequisites() {
  const [answers, setAnswers] = useState<Answers>({})
  const [checkedAt, setCheckedAt] = useState<Date | null>(null)
  const [round, setRound] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is what asks again.
  useEffect(() => {
    const controller = new AbortController()
    setCheckedAt(null)
    const asked = CHECKED_PREREQUISITES.map(async (prerequisite) => {
      const answer = await ask(prerequisite, controller.signal)
      if (!controller.signal.aborted) setAnswers((known) => ({ ...known, [prerequisite]: answer }))
    })
    void Promise.all(asked).then(() => {
      if (!controller.signal.aborted) setCheckedAt(new Date())
    })
    return () => controller.abort()
  }, [round])

  const checkAgain = useCallback(() => {
    setAnswers({})
    setRound((last) => last + 1)
  }, [])
  return { answers, checkedAt, checkAgain }
}

async function ask(prerequisite: CheckedPrerequisite, signal: AbortSignal): Promise<PrerequisiteAnswer> {
  try {
    const response = await fetch('/api/prerequisites', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prerequisite }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    if (response.status === 401) return { state: 'not-met', reason: 'session-expired' }
    return prerequisiteAnswer.parse(await response.json())
  } catch {
    return { state: 'not-met', reason: 'no-answer' }
  }
}
