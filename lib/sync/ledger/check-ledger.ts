import type { MailboxUse } from './delivery-ledger.ts'

export type FolderToCheck = {
  mailboxId: bigint
  objectId: string
  folderName: string
  folderId: string
  /** Microsoft asked to leave the mailbox alone until then. */
  notBefore: Date | null
}

export type FolderCheck = {
  outcome: 'whole' | 'partly' | 'not-checked'
  detail: string | null
  messages: number
  /** Messages beside the first of their key. */
  doubles: number
  /** Those of them that the ledger knows. */
  doubleItemIds: bigint[]
}

/** Beside a finished run's report: whether a message is twice in a folder that it has written to. */
export interface CheckLedger {
  /** When the run finished; null when it has not, or nothing is to be looked through any more. */
  openCheck(tenantId: string, runId: string): Promise<Date | null>
  /** Folders of mailboxes to which the run has sent something, and that are not looked through yet. */
  foldersToCheck(tenantId: string, runId: string): Promise<FolderToCheck[]>
  /** The folders of a mailbox that are still to be looked through, for each run of the last day that finished before. */
  foldersOfMailbox(
    tenantId: string,
    mailboxId: bigint,
    finishedBefore: Date,
  ): Promise<(FolderToCheck & { runId: string; finishedAt: Date })[]>
  /** Items that a mailbox got under these delivery keys. */
  itemsOfKeys(tenantId: string, mailboxId: bigint, keys: string[]): Promise<bigint[]>
  saveCheck(
    check: { tenantId: string; runId: string; at: Date; use: MailboxUse[] } & FolderToCheck & FolderCheck,
  ): Promise<void>
  closeCheck(tenantId: string, runId: string, at: Date): Promise<{ doubles: number }>
}
