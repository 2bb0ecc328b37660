import type { AlertFacts, AlertKind, AlertResolution, AlertState } from './alert-kinds.ts'
import type { AlertChannel } from './alert-rules.ts'

/** An alert as the lists of alerts have it. */
export type ListedAlert = {
  id: string
  kind: AlertKind
  state: AlertState
  facts: AlertFacts
  occurrences: number
  connectorId: string
  connectorName: string
  timeZone: string
  runId: string | null
  raisedAt: Date
  resolvedAt: Date | null
  resolution: AlertResolution | null
  /** By whoever looks. */
  isUnread: boolean
}

/** A message about an alert, and what became of it. */
export type AlertDelivery = {
  id: string
  channel: AlertChannel
  event: 'raised' | 'resolved'
  mode: 'at-once' | 'digest'
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  /** ISO 8601 */
  nextTryAt: string | null
  errorCode: string | null
  errorDetail: string | null
}

export type DeliveredAlert = ListedAlert & { deliveries: AlertDelivery[] }

/** What the bell and the navigation tell. */
export type AlertNews = {
  unread: number
  undelivered: number
  /** Items in quarantine, of all connectors; counted up to MOST_WAITING_COUNTED. */
  waiting: number
  newest: ListedAlert[]
}

/** A navigation says that there is a lot to do, not how much: every open page asks four times a minute. */
export const MOST_WAITING_COUNTED = 10_000

/** A value as JSON carries it: its dates are ISO 8601. */
export type AsJson<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Item)[]
    ? AsJson<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: AsJson<Value[Key]> }
      : Value
