import type { AlertCondition, AlertKind } from './alert-kinds.ts'
import { deliveriesBook, itemsBook, type RunCounts } from './run-books.ts'
import type { RunState } from './run-state.ts'

export type EndedRun = {
  id: string
  trigger: string
  state: Extract<RunState, 'completed' | 'completed-with-problems' | 'failed'>
  errorCode: string | null
  counts: RunCounts
  packagesRefused: number
  peopleUnanswered: number
  /** Deliveries that failed because of their mailbox, and how many mailboxes these are. */
  mailboxFailures: { deliveries: number; mailboxes: number }
}

/** Why a delivery fails that only its mailbox's administrator can mend. */
export const MAILBOX_REASONS: readonly string[] = [
  'mailbox-gone',
  'mailbox-inactive',
  'mailbox-on-premises',
  'mailbox-refused',
  'ErrorQuotaExceeded',
  'ErrorAccessDenied',
  'MailboxNotEnabledForRESTAPI',
]

export type AlertChanges = { raise: AlertCondition[]; resolve: AlertKind[] }

/** The site answered, and did not let the connector in, or is not the one that was trusted. */
const LOGIN_CODES: readonly string[] = [
  'site-login-refused',
  'site-key-refused',
  'site-host-key-changed',
  'site-password-missing',
]

/**
 * Which alerts the end of a run raises, and which kinds it shows to be over. One cause is one alert: a refused login is not a
 * failed run as well, and mailboxes are not told a second time as problems.
 *
 * A re-drive reads no source and takes few items, so that it is clean proves nothing: it resolves none.
 */
export function alertsOfRun(run: EndedRun): AlertChanges {
  if (run.state === 'failed') {
    const isLogin = run.errorCode !== null && LOGIN_CODES.includes(run.errorCode)
    const facts = run.errorCode === null ? {} : { code: run.errorCode }
    return { raise: [condition(run, isLogin ? 'source-login-refused' : 'run-failed', facts)], resolve: [] }
  }
  const { deliveries, mailboxes } = run.mailboxFailures
  const raise: AlertCondition[] = []
  const over: AlertKind[] = ['run-failed', 'source-login-refused']
  if (deliveries > 0) raise.push(condition(run, 'mailbox-problem', { count: deliveries, mailboxes }))
  // A day without a message for a mailbox does not show that the mailbox is well.
  else if (run.counts.deliveriesAvailable > 0) over.push('mailbox-problem')
  const count = otherProblems(run)
  if (count > 0) raise.push(condition(run, 'completed-with-problems', { count }))
  else over.push('completed-with-problems')
  return { raise, resolve: run.trigger === 'redrive' ? [] : over }
}

function otherProblems({ counts, ...run }: EndedRun): number {
  const differences = [itemsBook(counts), deliveriesBook(counts)].map(({ difference }) =>
    Math.abs(difference),
  )
  return (
    counts.failed -
    run.mailboxFailures.deliveries +
    counts.partiallyImported +
    counts.itemsQuarantined +
    run.packagesRefused +
    run.peopleUnanswered +
    differences.reduce((sum, difference) => sum + difference, 0)
  )
}

function condition(run: EndedRun, kind: AlertKind, facts: AlertCondition['facts']): AlertCondition {
  return { kind, subject: '', runId: run.id, facts }
}
