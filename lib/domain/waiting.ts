/** Why a delivery would take an item out of quarantine now. */
export const DELIVERABLE_VERDICTS = ['mapped', 'has-mailbox', 'limit-raised'] as const

/** What would become now of an item that waits. */
export const WAITING_VERDICTS = [
  ...DELIVERABLE_VERDICTS,
  /** The run that found it is not over: its items cannot be taken again yet. */
  'run-under-way',
  /** The directory gave no answer; the next run asks again by itself. */
  'asked-again',
  /** Only reading it again tells. */
  'read-again',
  'over-limit',
  'names-nobody',
  /** A row names a mailbox that nothing can be delivered to. */
  'row-problem',
  /** The mailbox of the address cannot take it. */
  'mailbox-problem',
  'address-unknown',
  'no-row',
] as const

export type WaitingVerdict = (typeof WAITING_VERDICTS)[number]

export function isDeliverable(verdict: WaitingVerdict): boolean {
  return (DELIVERABLE_VERDICTS as readonly string[]).includes(verdict)
}

/** With whom something that waits is listed; all empty: it names nobody. */
export type WaitingPerson = {
  displayName: string
  /** Digits only, or empty. */
  phone: string
  address: string
  opaqueId: string
}

/** What would happen now, with what the sentence names. */
export type WaitingFate = {
  verdict: WaitingVerdict
  /** Where it goes, or the mailbox that cannot take it. */
  mailbox: string | null
  /** The version of the custom mapping that names it. */
  version: number | null
  /** What the directory said of it: a status of a mailbox or the reason of a participant. */
  problem: string | null
}

export type Acknowledgement = { note: string; by: string; at: Date }

/** Items that wait for the same reason with the same person, and would fare alike. */
export type WaitingGroup = {
  key: string
  /** What an acknowledgement is kept under: the person and the reason, however they would fare. */
  subject: string
  reason: string
  person: WaitingPerson
  fate: WaitingFate
  itemCount: number
  sizeBytes: number
  firstAt: Date | null
  lastAt: Date | null
  acknowledged: Acknowledgement | null
}

export type WaitingItem = {
  id: string
  /** The run that drives it: its story stands there. */
  runId: string
  subject: string
  title: string
  archiveMessageId: string
  reason: string
  person: WaitingPerson
  fate: WaitingFate
  sizeBytes: number
  sentAt: Date | null
  acknowledged: Acknowledgement | null
}

/** Everything that waits, whatever is searched for. */
export type WaitingTotals = {
  items: number
  since: Date | null
  groups: number
  deliverable: { items: number; people: number }
  /** Nobody of ours is found, as things are. */
  withoutUser: { items: number; people: number }
  overLimit: { items: number; sizeBytes: number }
  /** For another reason: damaged, encrypted, under way. */
  others: number
}

/** How far a re-drive has come. Items have a mailbox or stay; deliveries are what goes into mailboxes. */
export type RedriveProgress = {
  isOver: boolean
  hasFailed: boolean
  items: number
  staying: number
  deliveries: number
  done: number
  failed: number
}
