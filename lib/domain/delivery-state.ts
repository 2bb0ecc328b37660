/**
 * The life of a delivery. *Attempting* is written before the request goes out; what a dead worker left there is
 * *unconfirmed*: the message may be in the mailbox, and only a look-up of its key can tell.
 */
export const DELIVERY_TRANSITIONS = [
  ['pending', 'attempting'],
  ['attempting', 'imported'],
  ['attempting', 'partially-imported'],
  ['attempting', 'failed'],
  ['attempting', 'pending'],
  ['attempting', 'unconfirmed'],
  ['unconfirmed', 'imported'],
  ['unconfirmed', 'partially-imported'],
  ['unconfirmed', 'unconfirmed'],
  ['unconfirmed', 'pending'],
  ['unconfirmed', 'failed'],
] as const

export type DeliveryState = (typeof DELIVERY_TRANSITIONS)[number][number] | 'skipped'
