import type { LocalDate } from './wall-clock.ts'

/** What an alert can be about. Each has its words in the message files, under `alerts.kinds`; Postgres repeats the list. */
export const ALERT_KINDS = [
  'run-failed',
  'run-late',
  'source-login-refused',
  'completed-with-problems',
  'mailbox-problem',
  'day-without-package',
  'source-silent',
  'people-silent',
  'doubles',
] as const

export type AlertKind = (typeof ALERT_KINDS)[number]

export type AlertSeverity = 'error' | 'warning'

const SEVERITIES: Record<AlertKind, AlertSeverity> = {
  'run-failed': 'error',
  'run-late': 'error',
  'source-login-refused': 'error',
  'completed-with-problems': 'warning',
  'mailbox-problem': 'warning',
  'day-without-package': 'error',
  'source-silent': 'error',
  'people-silent': 'warning',
  doubles: 'error',
}

/** An error: something is not archived, or twice, until somebody does something. */
export function severityOf(kind: AlertKind): AlertSeverity {
  return SEVERITIES[kind]
}

/** The life of an alert. Postgres repeats it: a check for the states, a trigger for what is final. */
export const ALERT_TRANSITIONS = [['open', 'resolved']] as const

export type AlertState = (typeof ALERT_TRANSITIONS)[number][number]

/**
 * `ended`: what it was about is over. `muted`: it goes on, and somebody has said that it is known. `lapsed`: too long ago to be told, or
 * nobody looks any more.
 */
export type AlertResolution = 'ended' | 'muted' | 'lapsed'

/** What the words of an alert name. Never a message's text, a login or an address of a site. */
export type AlertFacts = {
  count?: number
  mailboxes?: number
  /** Why a run failed. */
  code?: string
  day?: LocalDate
  /** Of that day, by the connector's clock. */
  time?: string
  names?: string[]
}

/** Something that is so now. `subject` tells apart what a connector may have several of. */
export type AlertCondition = { kind: AlertKind; subject: string; runId: string | null; facts: AlertFacts }
