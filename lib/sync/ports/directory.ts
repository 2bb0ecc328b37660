export type DirectoryUser = {
  objectId: string
  address: string
  displayName: string
  /** The account is off: somebody who left, or a shared mailbox. */
  isDisabled?: boolean
}

export type DirectoryAnswer =
  | { found: true; user: DirectoryUser }
  /** A definite answer. 429 and 5xx are never this, and a 403 of the directory itself is thrown: it is about the app. */
  | {
      found: false
      reason:
        | 'not-found'
        | 'ambiguous'
        | 'guest'
        /** None, or one that was deleted. */
        | 'no-mailbox'
        /** Exchange's words for it are also those for a mailbox that was never made. */
        | 'mailbox-inactive'
        | 'mailbox-on-premises'
        | 'mailbox-not-reachable'
    }
  /** The person is there, and Exchange does not let the app into that mailbox. Not a reason to try another one. */
  | { found: false; reason: 'mailbox-refused' }
  /** Nobody knows. Never a reason to decide anything about the person: ask again, or leave them for the next run. */
  | {
      found: 'unanswered'
      /** Whose answer is missing: that to the search, or that of the mailbox of the user who was found. */
      by: 'directory' | 'mailbox'
      code: string
      detail: string
      /** Microsoft wants no search before. */
      retryAfterMs: number | null
      /** It was the question that Microsoft did not take, and it will not take it again. */
      isRefusal: boolean
    }

export interface Directory {
  /** The member user who has this address (primary, UPN or proxy) and a mailbox that the app can reach. */
  findUser(address: string): Promise<DirectoryAnswer>
  /** The same of a user who is known by their id, whatever their addresses are now. */
  findUserById(objectId: string): Promise<DirectoryAnswer>
}

/** What is no person, and can have an address all the same. */
export interface GroupDirectory {
  /**
   * Which of the addresses belong to a mail-enabled group: a Microsoft 365 group, a distribution list, a security group with mail.
   * Null when nobody knows: the permission for it is optional.
   */
  findGroups(addresses: readonly string[]): Promise<ReadonlySet<string> | null>
}
