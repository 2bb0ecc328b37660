import { describe, expect, test } from 'vitest'
import { refuse } from '#lib/domain/action-result.ts'
import { SITE_CHECKS, type SiteCheck } from '#lib/domain/site-checks.ts'
import { type CheckProgress, hearPassed, hearResult, NO_CHECKS, startChecks } from './check-progress.ts'

const after = (...checks: SiteCheck[]) =>
  checks.reduce(
    (progress, check) => hearPassed(progress, { check, durationMs: 10, facts: {} }),
    startChecks(NO_CHECKS, false),
  )
const statesOf = (progress: CheckProgress) => progress.lines.map((line) => line.state).join(' ')

describe('the checks of a log-in', () => {
  test('run one after the other', () => {
    expect(statesOf(startChecks(NO_CHECKS, false))).toBe('running waiting waiting waiting waiting waiting')
    expect(statesOf(after('name', 'port'))).toBe('passed passed running waiting waiting waiting')
  })

  test('stop at the one that the site refused', () => {
    const failed = hearResult(after('name', 'port', 'host-key'), refuse('login-refused'))
    expect(failed).toMatchObject({ phase: 'failed', news: { check: 'login', state: 'failed' } })
    expect(statesOf(failed)).toBe('passed passed passed failed waiting waiting')
  })

  test('are forgotten when the session has ended: nothing of what was typed is wrong', () => {
    expect(hearResult(after('name', 'port'), refuse('session-expired'))).toEqual(NO_CHECKS)
  })

  test('ask about an unknown host key, and go on below what has passed', () => {
    const asking = hearResult(after('name', 'port'), refuse('host-key-unknown'))
    expect(asking.phase).toBe('asking')
    expect(statesOf(asking)).toBe('passed passed asking waiting waiting waiting')
    const goingOn = startChecks(asking, true)
    expect(statesOf(goingOn)).toBe('passed passed running waiting waiting waiting')
    // The site went away in between: it is its name that failed, not its key.
    expect(statesOf(hearResult(goingOn, refuse('host-not-found')))).toBe(
      'failed waiting waiting waiting waiting waiting',
    )
  })

  test('warn of an account without packages, which may go on', () => {
    const packages = { count: 0, sizeBytes: 0, newest: null }
    const listed = hearPassed(after(...SITE_CHECKS.slice(0, -1)), {
      check: 'packages',
      durationMs: 1,
      facts: { packages },
    })
    const done = hearResult(listed, {
      ok: true,
      value: { hostKey: 'SHA256:x', keyFingerprint: null, packages },
    })
    expect(done.phase).toBe('passed')
    expect(statesOf(done)).toBe('passed passed passed passed passed warning')
  })

  test('blame no check for a request that never got to the site', () => {
    const refused = hearResult(startChecks(NO_CHECKS, false), refuse('no-permission'))
    expect(refused.phase).toBe('refused')
    expect(statesOf(refused)).not.toContain('failed')
  })
})
