/** A row of the mapping in force, as a page shows it. */
export type RowInForce = {
  id: string
  rawId: string
  externalId: string
  mailbox: string
  line: number | null
  /** ISO dates, both inclusive. */
  validFrom: string | null
  validTo: string | null
  displayName: string | null
  directoryStatus: string | null
  /** Whose the address is by now, when it is not that person's any more. */
  movedTo: string | null
}

export type EditedRow = Pick<RowInForce, 'rawId' | 'mailbox' | 'validFrom' | 'validTo'>
