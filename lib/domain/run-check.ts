/** What looking through the folders that a run has written to found, after the run. */
export type RunCheck = {
  folders: number
  messages: number
  doubles: number
  /** Folders that were not, or not wholly, looked through. */
  incomplete: number
  /** Deliveries of the run that the mailbox had already: the ledger was behind. */
  alreadyThere: number
  checkedAt: Date
  /** Items that are in a mailbox more than once. */
  doubleItems: { itemId: string; subject: string; archiveMessageId: string; mailbox: string }[]
  notChecked: { mailbox: string; outcome: string; detail: string | null }[]
}
