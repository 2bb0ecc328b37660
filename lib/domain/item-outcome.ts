import type { DeliveryState } from './delivery-state.ts'

/** What became of an item in a mailbox, or of an item that has none: in the order of a filter. */
export const ITEM_OUTCOMES = [
  'imported',
  'partially-imported',
  'skipped',
  'failed',
  'quarantined',
  'waiting',
  'system-event',
  'before-start',
] as const

export type ItemOutcome = (typeof ITEM_OUTCOMES)[number]

/** How an item stands in a mailbox: what is not over waits. */
export function outcomeOfDelivery(state: DeliveryState): ItemOutcome {
  return state === 'pending' || state === 'attempting' || state === 'unconfirmed' ? 'waiting' : state
}
