/** What Microsoft 365 says of a mailbox that somebody has typed. */
export type MailboxFinding = {
  /** `found`, `disabled` (an account that is off, with a mailbox), `unanswered`, or why there is none. */
  status: string
  displayName: string | null
}
