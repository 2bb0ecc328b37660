/** A row of the custom mapping, as it stands with what was found of its mailbox. */
export type UserMappingRow = {
  id: string
  externalId: string
  /** As it was written. */
  rawId: string
  mailbox: string
  /** Null: not from a file. */
  line: number | null
  /** ISO dates, both inclusive. */
  validFrom: string | null
  validTo: string | null
  displayName: string | null
  directoryStatus: string | null
  /** Whose the address is by now, when it is not that person's any more. */
  movedTo: string | null
}

/** A version of the custom mapping, with what it changed and who confirmed it. */
export type UserMappingVersion = {
  number: number
  origin: string
  fileName: string | null
  rowCount: number
  added: number
  changed: number
  removed: number
  rolledBackTo: number | null
  createdBy: string
  createdAt: Date
}
