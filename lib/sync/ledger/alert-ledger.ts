import type { AlertChannel } from '#lib/domain/alert-rules.ts'
import type { AlertMessage, AlertTarget, SendFailure } from '#lib/sync/ports/alert-sender.ts'

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
