import type { AlertFacts, AlertKind, AlertResolution, AlertSeverity } from '#lib/domain/alert-kinds.ts'
import type { AlertChannel } from '#lib/domain/alert-rules.ts'

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
  | { channel: 'email'; recipients: string[] }
  | { channel: 'webhook'; url: string; secret: string }
  | { channel: 'teams'; url: string }

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

export type ConnectorToWatch = { tenantId: string; connectorId: string }
export type ChannelKey = { tenantId: string; channel: AlertChannel }
/** What is sent at a time, and the outbox rows that it tells. */
export type TakenMessage = { message: AlertMessage; deliveryIds: string[]; attempts: number }

export interface AlertLedger {
  connectorsToWatch(): Promise<ConnectorToWatch[]>
  /** Compares what stands with the open alerts, in one transaction. What was judged before changes nothing. */
  judge(connector: ConnectorToWatch, now: Date): Promise<void>
  channelsToServe(now: Date): Promise<ChannelKey[]>
  /** Null: not set up. */
  target(key: ChannelKey): Promise<AlertTarget | null>
  /** Messages that are due; theirs until `until`, when another worker may take them. */
  take(key: ChannelKey, now: Date, until: Date): Promise<TakenMessage[]>
  settle(key: ChannelKey, deliveryIds: string[], outcome: SettledDelivery): Promise<void>
}

export type SettledDelivery =
  | { state: 'delivered'; at: Date }
  | { state: 'waiting'; nextTryAt: Date; code: SendFailure; detail: string }
  | { state: 'failed'; code: SendFailure; detail: string }

export interface AlertRequests {
  deliverAlerts(key: ChannelKey): Promise<void>
}
