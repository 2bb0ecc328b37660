import type { LocalDate } from './wall-clock.ts'

/**
 * How an archived person stands, as of the last reading. What needs somebody's attention comes first, and a page is sorted
 * in this order.
 *
 * * `silent`: for longer than is usual for them, and not for a month yet.
 * * `mailbox-problem`: messages of the last reading were not imported because of their mailbox.
 * * `muted`: silent, and somebody has said that it is known.
 * * `gone`: silent for a month and more, which is told to nobody any longer.
 * * `quiet`: nothing lately, as is usual for them, or too little is known of their habit.
 * * `writing`: on the day of the last reading or the day before.
 */
export const PERSON_STATES = ['silent', 'mailbox-problem', 'muted', 'quiet', 'gone', 'writing'] as const

export type PersonState = (typeof PERSON_STATES)[number]

/**
 * What named the mailbox of a person's newest message. `none`: it had none for them. `unknown`: the message says that it is
 * their capture, and does not name them among its people by this id.
 */
export const PERSON_MAPPINGS = ['custom', 'automatic', 'designated-mailbox', 'none', 'unknown'] as const

export type PersonMapping = (typeof PERSON_MAPPINGS)[number]

export type Mute = { reason: string; until: LocalDate; by: string; at: Date }

export type ArchivedPerson = {
  /** The number, address or id that the archive knows the person by. */
  owner: string
  displayName: string
  mailbox: { address: string; displayName: string } | null
  mapping: PersonMapping
  /** Why there is no mailbox, where it is known. */
  reason: string | null
  /** Of the last reading's deliveries to the mailbox those that failed because of it. */
  failing: { count: number; reason: string } | null
  state: PersonState
  lastDay: LocalDate
  /** Of the last thirty dates those with a message, sorted. */
  days: LocalDate[]
  mute: Mute | null
}

export type PeopleTotals = Record<PersonState, number> & { people: number; withoutMailbox: number }

/** How many dates a person's row shows. */
export const SHOWN_DAYS = 30
