/** What a correct importer must conclude of a generated message. Plain JSON. */
export type MessageTruth = {
  /** The entry's name in its package. */
  name: string
  kind: TruthKind
  archiveMessageId: string
  /** ISO 8601, UTC, whole seconds. */
  sentAt: string
  subject: string
  /** Line ends are `\n`, no blank lines at the end. */
  body: { contentType: 'text' | 'html'; content: string }
  attachments: { fileName: string; sizeBytes: number; sha256: string }[]
  participants: TruthParticipant[]
  /** Whose capture this is: number, address or opaque id of an archived person. */
  capturedFor: string
  outcome: TruthOutcome
  /** The same for all captures of one message, and for no other message. */
  siblingGroup: string
  /** The entry that this one is a re-export of: the same item, come another way. */
  repeatOf: string | null
  link: { relation: 'recalls' | 'edits'; archiveMessageId: string } | null
  threadId: string | null
}

export type TruthKind = 'chat' | 'group-chat' | 'call' | 'file' | 'recalled' | 'edited' | 'system-event'

/** A person as the header shows them, in the form in which ids are compared. */
export type TruthParticipant = {
  role: 'from' | 'to'
  /** Digits. */
  phone: string
  /** Lower case. */
  address: string
  /** Lower case. */
  opaqueId: string
  knownBy: 'number' | 'address' | 'opaque-id'
  isInside: boolean
}

export type TruthOutcome = {
  class: 'automatic' | 'mapping-only' | 'nobody' | 'system-event'
  /** Primary addresses of the mailboxes that automatic mapping alone finds, in order of the alphabet. */
  automatic: string[]
  /** The same, with the day's mapping rows before it. */
  withMapping: string[]
}
