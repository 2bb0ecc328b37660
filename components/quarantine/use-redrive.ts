'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { RedriveAction } from '#components/connector/redrive-planned.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { RedriveInput, RedriveProgressInput } from '#lib/domain/connector-inputs.ts'
import type { RedriveProgress } from '#lib/domain/waiting.ts'

export type ReadProgressAction = Action<RedriveProgressInput, RedriveProgress>

const POLL_MS = 2_000
/** An hour; after that the report of the run tells the rest. */
const MOST_POLLS = 1_800

export type Redriven = {
  runId: string
  itemCount: number
  /** Null: nothing is known yet. */
  progress: RedriveProgress | null
}

/** Has what waits taken again, and follows the run until it is over. */
export function useRedrive(props: {
  connectorId: string
  redrive: RedriveAction
  readProgress: ReadProgressAction
}) {
  const { connectorId } = props
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.redrive)
  const [redriven, setRedriven] = useState<Redriven | null>(null)
  const read = useRef(props.readProgress)
  useEffect(() => {
    read.current = props.readProgress
  })
  const runId = redriven?.runId
  useEffect(() => {
    if (!runId) return
    let isLeft = false
    let polls = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    async function ask(followed: string) {
      polls += 1
      const result = await read.current({ connectorId, runId: followed }).catch(() => refuse('no-answer'))
      if (isLeft) return
      if (result.ok) setRedriven((known) => known && { ...known, progress: result.value })
      if (result.ok && result.value.isOver) router.refresh()
      else if (polls < MOST_POLLS) timer = setTimeout(() => void ask(followed), POLL_MS)
    }
    void ask(runId)
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [runId, connectorId, router])

  function deliver(scope: RedriveInput['scope']) {
    setRedriven(null)
    call(
      { connectorId, scope },
      {
        onDone: (run) => {
          setRedriven({ ...run, progress: null })
          router.refresh()
        },
      },
    )
  }
  return { deliver, isPending, refusal, redriven }
}
