import type { AlertFacts, AlertKind, AlertResolution, AlertSeverity } from '#lib/domain/alert-kinds.ts'
import type { Language } from '#lib/domain/languages.ts'

export type AlertEvent = 'raised' | 'resolved'

/** An alert, as a channel is told of it. */
export type AlertNotice = {
  alertId: string
  event: AlertEvent
  kind: AlertKind
  severity: AlertSeverity
  connectorId: string
  connectorName: string
  timeZone: string
  runId: string | null
  facts: AlertFacts
  raisedAt: Date
  resolvedAt: Date | null
  resolution: AlertResolution | null
}

/** What is sent at a time: an alert, a day's alerts, or a try of the channel. */
export type AlertMessage = {
  /** The same when it is sent again, so that a receiver can tell. */
  id: string
  kind: 'alert' | 'digest' | 'test'
  sentAt: Date
  notices: AlertNotice[]
}

/** Where a channel leads. Opened just before it is used, and kept nowhere. */
export type AlertTarget =
  | { channel: 'email'; recipients: string[]; language: Language }
  | { channel: 'webhook'; url: string; secret: string }
  | { channel: 'teams'; url: string; language: Language }

/** Why a message did not get through. Each has its words in the message files, under `alerts.failures`. */
export type SendFailure =
  | 'not-set-up'
  | 'mail-not-configured'
  | 'address-invalid'
  | 'host-not-allowed'
  | 'host-not-found'
  | 'private-address'
  | 'unreachable'
  | 'timed-out'
  | 'certificate'
  | 'login-refused'
  | 'refused'
  | 'redirected'
  | 'server-error'

export type SendOutcome =
  | { ok: true; detail: string }
  /** `isFinal`: another try would end the same. */
  | { ok: false; code: SendFailure; detail: string; isFinal: boolean }

export interface AlertSender {
  send(target: AlertTarget, message: AlertMessage, signal: AbortSignal): Promise<SendOutcome>
}
