/** The people of an uploaded mapping file, looked up before anybody confirms it. */
export type UploadKey = { tenantId: string; uploadId: string }

export type CheckedMailbox = {
  mailbox: string
  /** Null: nobody to pin the row to. */
  objectId: string | null
  displayName: string | null
  /** `found`, `disabled` (an account that is off, with a mailbox), or why there is none. */
  status: string
}

export interface MappingCheckLedger {
  /** False when there is nothing to check: confirmed, discarded, expired, or checked already. */
  begin(upload: UploadKey): Promise<boolean>
  /** The next rows that nobody has looked up, by their ordinals; null when there are none from there on. */
  nextRows(
    upload: UploadKey,
    from: number,
    limit: number,
  ): Promise<{ mailboxes: string[]; from: number; to: number } | null>
  /** False when the file was read in another way since: what was asked belongs to rows that are gone. */
  save(upload: UploadKey, rows: { from: number; to: number }, checked: CheckedMailbox[]): Promise<boolean>
  end(upload: UploadKey, error: string | null): Promise<void>
  /** Uploads that wait, or whose check has lost its job. */
  checksToContinue(): Promise<UploadKey[]>
  deleteExpired(now: Date): Promise<number>
}

export interface MappingCheckRequests {
  checkMapping(upload: UploadKey): Promise<void>
}
