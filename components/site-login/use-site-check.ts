'use client'

import { useEffect, useRef, useState } from 'react'
import { readJsonLines } from '#components/fields/read-json-lines.ts'
import { type ActionResult, type Refusal, refuse } from '#lib/domain/action-result.ts'
import type { PassedCheck, SiteLoginResult } from '#lib/domain/site-checks.ts'
import type { SiteLoginInput } from '#lib/domain/site-login-input.ts'
import { hearPassed, hearResult, NO_CHECKS, startChecks } from './check-progress.ts'

type Line = { step: PassedCheck } | { result: ActionResult<SiteLoginResult> }

/** Tests a login on the server and follows its checks. Who leaves the page stops them, and nothing is stored. */
export function useSiteCheck(url: string) {
  const [progress, setProgress] = useState(NO_CHECKS)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function run(
    login: SiteLoginInput,
    { isGoingOn, onRefused }: { isGoingOn: boolean; onRefused: (error: Refusal['error']) => void },
  ): Promise<void> {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setProgress((before) => startChecks(before, isGoingOn))
    const result = await follow(url, login, controller.signal, (step) => {
      if (running.current === controller) setProgress((before) => hearPassed(before, step))
    })
    // Another run has taken its place.
    if (running.current !== controller) return
    running.current = null
    setProgress((before) => hearResult(before, result))
    if (!result.ok) onRefused(result.error)
  }

  return { progress, run, stop: () => running.current?.abort() }
}

async function follow(
  url: string,
  login: SiteLoginInput,
  signal: AbortSignal,
  onStep: (step: PassedCheck) => void,
): Promise<ActionResult<SiteLoginResult>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(login),
      signal,
    })
    if (!response.ok || !response.body) return refuse('no-answer')
    for await (const line of readJsonLines(response.body)) {
      const told = line as Line
      if ('result' in told) return told.result
      onStep(told.step)
    }
    return refuse('no-answer')
  } catch {
    return refuse(signal.aborted ? 'cancelled' : 'no-answer')
  }
}
