/** What Microsoft 365 says of a mailbox that somebody has typed. */
export type MailboxFinding = {
  /** `found`, `disabled` (an account that is off, with a mailbox), `unanswered`, or why there is none. */
  status: string
  displayName: string | null
}

/** Whether messages for this mailbox would wait. A disabled account keeps its mailbox. */
export function isDirectoryProblem(status: string | null): status is string {
  return status !== null && status !== 'found' && status !== 'disabled'
}
