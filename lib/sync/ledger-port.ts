/**
 * The ledger: what the use cases of this folder keep in Postgres. `lib/db` implements it.
 *
 * Every write of a run or a mailbox carries the fence that its worker got when it claimed it. A worker that lost
 * its claim to another cannot write any more: the ledger throws {@link ClaimLostError}.
 */
import type { DeliveryState } from '#lib/domain/delivery-state.ts'
import type { OverLimitPolicy } from '#lib/domain/drop-oversized-attachments.ts'
import type { ItemKind } from '#lib/domain/item-kind.ts'
import type { CustomMapping, MappingPrecedence, MappingRule } from '#lib/domain/mapping-candidates.ts'
import type { Participant } from '#lib/domain/participant.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'
import type { RunState, RunTransition } from '#lib/domain/run-state.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'
import type { DirectoryUser, KeyedMessage, PackageEntry, SiteFile, SiteLogin } from './ports.ts'

export type RunTrigger = 'schedule' | 'manual' | 'api' | 'redrive'

export type RunClaim = { tenantId: string; connectorId: string; runId: string; fence: number }

export type ClaimedRun = RunClaim & {
  state: RunState
  trigger: RunTrigger
  connector: {
    typeId: string
    site: Omit<SiteLogin, 'credential'>
    automaticMapping: boolean
    mappingPrecedence: MappingPrecedence
    importSince: Date
    itemLimitBytes: number
    overLimit: OverLimitPolicy
    /** The user whose mailbox gets what waits only because its person's is inactive. */
    designatedObjectId: string | null
  }
}

export type StagedPackage = {
  packageId: bigint
  name: string
  sha256: string
  blobName: string
  modifiedAt: Date
}

export type ItemRecord = {
  entry: PackageEntry
  archiveMessageId: string
  /** Null when the entry could not be read at all. */
  contentSha256: string | null
  messageId: string | null
  kind: ItemKind | null
  subject: string
  sentAt: Date | null
  /** Whose capture this is; empty when unknown. */
  captureOwner: string
  state: 'recorded' | 'quarantined' | 'system-event' | 'before-start'
  reason: string | null
  detail: string | null
  participants: Participant[]
}

/** Which of the waiting items a re-drive takes. */
export type RedriveScope =
  | { kind: 'connector' }
  | { kind: 'reason'; reason: string }
  | { kind: 'run'; runId: string }
  | { kind: 'items'; itemIds: bigint[] }
  /** Items of which somebody has no mailbox whom the mapping names by now. */
  | { kind: 'mapped' }

export type ItemToRead = { entry: PackageEntry; package: StagedPackage }

/**
 * A person of the open items of a run; the same person on many items is one, unless the mapping has rows for some days only:
 * then there is one for each day of their messages.
 */
export type OpenPerson = Pick<Participant, 'phone' | 'address' | 'opaqueId'> & {
  /** The day of the messages, in the connector's calendar. Null: it does not matter. */
  day: { sentOn: LocalDate | null } | null
}

/** What the directory said of a mailbox that the custom mapping names. */
export type MappedMailbox = {
  mailbox: string
  user: DirectoryUser | null
  /** Why it gets nothing; or null. */
  reason: string | null
  /** Whose the address is by now, when it is not that person's any more. */
  movedTo: string | null
}

export type Resolution = OpenPerson &
  ({ rule: MappingRule; mailboxId: bigint } | { rule: null; reason: string })

export interface RunLedger {
  /** Inserts a run unless the connector has a live one, or had its run of that date. */
  plan(run: {
    tenantId: string
    connectorId: string
    runId: string
    trigger: RunTrigger
    localDate: LocalDate | null
    requestedBy: { id: string; name: string } | null
  }): Promise<{ outcome: 'planned' | 'already-running'; runId: string } | { outcome: 'already-done' }>
  /** Plans a run over items of finished runs that wait, or that have a participant without a mailbox. */
  planRedrive(redrive: {
    tenantId: string
    connectorId: string
    runId: string
    requestedBy: { id: string; name: string }
    scope: RedriveScope
  }): Promise<
    | { outcome: 'planned'; runId: string; itemCount: number }
    | { outcome: 'already-running' }
    | { outcome: 'nothing-waits' }
  >
  /** Null when there is nothing left to do up to *resolving*, or the connector is not active. */
  claim(tenantId: string, runId: string): Promise<ClaimedRun | null>
  /** A step that the table of transitions does not know does not compile. */
  advance(claim: RunClaim, ...[from, to]: RunTransition): Promise<void>
  fail(claim: RunClaim, error: { code: string; detail: string }): Promise<void>

  /** The packages that the ledger holds, refused ones included, by `packageKeyOf`. */
  knownPackages(claim: RunClaim): Promise<Set<string>>
  /**
   * Takes a package that is in Azure Storage into the ledger. A refused one is evidence as well; it is listed in the run
   * and read again only when it changes on the site.
   */
  savePackage(
    claim: RunClaim,
    found: {
      file: SiteFile
      sizeBytes: number
      sha256: string
      blobName: string
      refusal: { reason: string; detail: string } | null
    },
  ): Promise<void>
  /** Lists a package in the run that was not brought into Azure Storage; the next run tries again. */
  refusePackage(
    claim: RunClaim,
    refused: { file: SiteFile; reason: string; detail: string | null },
  ): Promise<void>
  packagesToRecord(claim: RunClaim): Promise<StagedPackage[]>
  saveItems(claim: RunClaim, packageId: bigint, items: ItemRecord[]): Promise<void>
  /** Messages that a re-drive reads again; at most `limit`. */
  itemsToRead(claim: RunClaim, limit: number): Promise<ItemToRead[]>
  saveRereadItems(claim: RunClaim, packageId: bigint, items: ItemRecord[]): Promise<void>
  finishPackage(claim: RunClaim, packageId: bigint, entryCount: number): Promise<void>

  customMapping(claim: RunClaim): Promise<CustomMapping>
  openPeople(claim: RunClaim): Promise<OpenPerson[]>
  /** Users who had these addresses as their main ones when they were found last: object ids by address. */
  formerAddresses(claim: RunClaim, addresses: string[]): Promise<Map<string, string>>
  saveMailboxes(claim: RunClaim, users: DirectoryUser[]): Promise<Map<string, bigint>>
  saveResolutions(claim: RunClaim, resolutions: Resolution[]): Promise<void>
  /**
   * Resolves whose mailbox is inactive to this one, on items that nobody else of them receives or may yet receive.
   *
   * @returns how many people of items.
   */
  designateMailbox(claim: RunClaim, mailboxId: bigint): Promise<number>
  /**
   * Keeps with the rows of the mapping in force what was found of their mailboxes. A row that had nobody yet is from now on that
   * person's, whoever has the address later.
   */
  noteMappedMailboxes(claim: RunClaim, found: MappedMailbox[]): Promise<void>
  /**
   * Gives every recorded item its outcome and every mailbox its deliveries, in one transaction. Whoever has no resolution
   * by now went unanswered: their items are taken again by the connector's next run. Recalled and edited messages are linked
   * to originals that came after them.
   */
  routeItems(claim: RunClaim): Promise<void>

  mailboxesWithOpenDeliveries(tenantId: string, runId: string): Promise<bigint[]>
  hasOpenDeliveries(tenantId: string, runId: string): Promise<boolean>
  /** Counts the ledger anew and writes the counts to the run. */
  tally(
    tenantId: string,
    runId: string,
  ): Promise<{ counts: RunCounts; packagesRefused: number; peopleUnanswered: number; state: RunState }>
  /** Ends a delivering run; does nothing when another worker has ended it. */
  finish(
    tenantId: string,
    runId: string,
    state: 'completed' | 'completed-with-problems',
    at: Date,
  ): Promise<void>
}

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
  /** Intent, before the call: sets *attempting* and counts the attempt. */
  markAttempting(claim: MailboxClaim, deliveryIds: bigint[], at: Date): Promise<void>
  /** Lets an intent count from `at`, as if it had been written then. */
  renewIntent(claim: MailboxClaim, deliveryId: bigint, at: Date, use: MailboxUse[]): Promise<void>
  /** @param use what was sent for them, to be added to what all workers have sent. */
  saveResults(claim: MailboxClaim, results: DeliveryResult[], use: MailboxUse[]): Promise<void>
  holdMailbox(claim: MailboxClaim, until: Date): Promise<void>
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

/** What the minute tick asks for. It sees all tenants, and only ids. */
export interface WorkLedger {
  schedulableConnectors(): Promise<
    { tenantId: string; connectorId: string; scheduleTime: string; timeZone: string; finishedAt: Date }[]
  >
  runsToContinue(): Promise<{ tenantId: string; connectorId: string; runId: string }[]>
  mailboxesToDeliver(now: Date): Promise<{ tenantId: string; mailboxId: bigint }[]>
  runsToReconcile(): Promise<{ tenantId: string; runId: string }[]>
  /** Runs that finished within a day and whose folders are still to be looked through. */
  runsToCheck(now: Date): Promise<{ tenantId: string; runId: string }[]>
}

/** Another worker has taken over: stop at once and write nothing. */
export class ClaimLostError extends Error {
  readonly code = 'claim_lost'

  constructor(what: string) {
    super(`Another worker has taken over ${what}.`)
    this.name = 'ClaimLostError'
  }
}
