import type { DeliveryState } from '#lib/domain/delivery-state.ts'
import type { OverLimitPolicy } from '#lib/domain/drop-oversized-attachments.ts'
import type { ItemKind } from '#lib/domain/item-kind.ts'
import type { KeyedMessage } from '#lib/sync/ports/mailbox-writer.ts'
import type { PackageEntry } from '#lib/sync/ports/package-format.ts'
import type { StagedPackage } from './run-ledger.ts'

export type MailboxClaim = { tenantId: string; mailboxId: bigint; fence: number }

/** What was sent to a mailbox, by whichever worker. */
export type MailboxUse = { at: Date; requests: number; uploadBytes: number }

export type ClaimedMailbox = MailboxClaim & {
  objectId: string
  address: string
  notBefore: Date | null
  /** Of the last minutes; older ones may be among it. */
  use: MailboxUse[]
}

export type OpenDelivery = {
  deliveryId: bigint
  runId: string
  connectorId: string
  typeId: string
  state: Extract<DeliveryState, 'pending' | 'attempting' | 'unconfirmed'>
  attempts: number
  lookups: number
  attemptedAt: Date | null
  /** When its run was asked for. */
  waitsSince: Date
  archiveMessageId: string
  contentSha256: string
  kind: ItemKind
  sentAt: Date | null
  entry: PackageEntry
  package: StagedPackage
  itemLimitBytes: number
  overLimit: OverLimitPolicy
  /** The connector's choice: the message's own bytes go in as an attachment. */
  attachOriginal: boolean
}

export type DeliveryResult = {
  deliveryId: bigint
  state: Exclude<DeliveryState, 'attempting' | 'skipped'>
  reason: string | null
  detail: string | null
  graphMessageId: string | null
  notBefore: Date | null
  /** New values. */
  attempts: number
  lookups: number
  at: Date
  /** Of a recalled or edited message that this try has read: the id of the message that it is about. */
  originalArchiveMessageId?: string
}

export interface DeliveryLedger {
  claimMailbox(tenantId: string, mailboxId: bigint): Promise<ClaimedMailbox>
  /** Deliveries whose time has come, oldest first. */
  takeOpen(claim: MailboxClaim, limit: number, now: Date): Promise<OpenDelivery[]>
  /**
   * Intent, before the call: sets *attempting* and counts the attempt.
   *
   * @returns those that were still to be sent. Of the others the run was cancelled meanwhile.
   */
  markAttempting(claim: MailboxClaim, deliveryIds: bigint[], at: Date): Promise<bigint[]>
  /** Lets intents count from `at`, as if they had been written then. */
  renewIntents(claim: MailboxClaim, deliveryIds: bigint[], at: Date, use: MailboxUse[]): Promise<void>
  /** @param use what was sent for them, to be added to what all workers have sent. */
  saveResults(claim: MailboxClaim, results: DeliveryResult[], use: MailboxUse[]): Promise<void>
  holdMailbox(claim: MailboxClaim, until: Date): Promise<void>
  /** For the reports of the runs: Microsoft asked at `at` to wait. */
  noteHold(claim: MailboxClaim, hold: { runIds: string[]; at: Date; until: Date }): Promise<void>
  findFolder(claim: MailboxClaim, folderName: string): Promise<string | null>
  saveFolder(claim: MailboxClaim, folderName: string, folderId: string): Promise<void>
  forgetFolder(claim: MailboxClaim, folderName: string): Promise<void>
  /**
   * Those of a folder's messages that have a key and that the ledger does not account for: they are none of its deliveries by
   * their id, none that is under way by their key, and none that was found before.
   */
  unaccounted(claim: MailboxClaim, messages: KeyedMessage[]): Promise<KeyedMessage[]>
  /** Keeps messages that the ledger does not account for, so that they are not made again. */
  saveFound(claim: MailboxClaim, messages: KeyedMessage[], at: Date): Promise<void>
  /** Message ids of those found that have one of these keys, by key. */
  foundMessages(claim: MailboxClaim, keys: string[]): Promise<Map<string, string>>
  /** When the next open delivery of the mailbox is due; null when none is open, or only those of connectors that are paused. */
  nextDueAt(claim: MailboxClaim): Promise<Date | null>
}
