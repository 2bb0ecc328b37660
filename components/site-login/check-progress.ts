import type { ActionResult, Refusal } from '#lib/domain/action-result.ts'
import {
  isSiteRefusal,
  type PassedCheck,
  SITE_CHECKS,
  type SiteCheck,
  type SiteCheckFacts,
  type SiteLoginResult,
} from '#lib/domain/site-checks.ts'

export type CheckState = 'waiting' | 'running' | 'passed' | 'warning' | 'asking' | 'failed'

export type CheckLine = {
  check: SiteCheck
  state: CheckState
  durationMs: number | null
  facts: SiteCheckFacts
}

export type CheckProgress = {
  /** `asking`: about an unknown host key. `refused`: the request, not the site, was wrong; the form says why. */
  phase: 'idle' | 'running' | 'asking' | 'changed-key' | 'failed' | 'passed' | 'refused'
  lines: CheckLine[]
  /** Checks that have passed since the connection was opened the last time. */
  heard: number
  refusal: Refusal['error'] | null
  result: SiteLoginResult | null
  /** What a screen reader is told. */
  news: { check: SiteCheck; state: CheckState } | null
}

export const NO_CHECKS: CheckProgress = {
  phase: 'idle',
  lines: SITE_CHECKS.map((check) => ({ check, state: 'waiting', durationMs: null, facts: {} })),
  heard: 0,
  refusal: null,
  result: null,
  news: null,
}

/** A new connection. After an answer about the host key, what had passed before it stays in view. */
export function startChecks(before: CheckProgress, isGoingOn: boolean): CheckProgress {
  const kept = isGoingOn ? before.lines : NO_CHECKS.lines
  const first = kept.findIndex((line) => line.state !== 'passed')
  return { ...NO_CHECKS, phase: 'running', lines: withState(kept, first, 'running') }
}

export function hearPassed(before: CheckProgress, { check, durationMs, facts }: PassedCheck): CheckProgress {
  const state = facts.packages?.count === 0 ? 'warning' : 'passed'
  const lines = before.lines.map((line) =>
    line.check === check ? { check, state, durationMs, facts } : line,
  ) satisfies CheckLine[]
  const heard = SITE_CHECKS.indexOf(check) + 1
  const isNext = lines[heard]?.state === 'waiting'
  return {
    ...before,
    heard,
    lines: isNext ? withState(lines, heard, 'running') : lines,
    news: { check, state },
  }
}

export function hearResult(before: CheckProgress, result: ActionResult<SiteLoginResult>): CheckProgress {
  if (result.ok) return { ...before, phase: 'passed', result: result.value }
  const { error } = result
  // Asked for in a dialog over the page: nothing of what was typed is wrong.
  if (error.code === 'session-expired') return NO_CHECKS
  if (!isSiteRefusal(error.code)) {
    return { ...before, phase: 'refused', refusal: error, lines: NO_CHECKS.lines, news: null }
  }
  const phase = PHASES[error.code] ?? 'failed'
  const state = phase === 'asking' ? 'asking' : 'failed'
  const check = SITE_CHECKS[before.heard] ?? 'packages'
  return {
    ...before,
    phase,
    refusal: error,
    lines: withState(before.lines, before.heard, state),
    news: { check, state },
  }
}

const PHASES: Partial<Record<Refusal['error']['code'], CheckProgress['phase']>> = {
  'host-key-unknown': 'asking',
  'host-key-changed': 'changed-key',
}

/** One line has a state; nothing is known of the lines below it. */
function withState(lines: CheckLine[], index: number, state: CheckState): CheckLine[] {
  return lines.map((line, position) => {
    if (position < index) return line
    return {
      check: line.check,
      state: position === index ? state : 'waiting',
      durationMs: null,
      facts: {},
    }
  })
}
