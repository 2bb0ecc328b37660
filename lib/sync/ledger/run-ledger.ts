import type { OverLimitPolicy } from '#lib/domain/drop-oversized-attachments.ts'
import type { ItemKind } from '#lib/domain/item-kind.ts'
import type { CustomMapping, MappingPrecedence, MappingRule } from '#lib/domain/mapping-candidates.ts'
import type { Participant } from '#lib/domain/participant.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'
import type { EndOfDelivery, RunState, RunTransition } from '#lib/domain/run-state.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'
import type { DirectoryUser } from '#lib/sync/ports/directory.ts'
import type { PackageEntry } from '#lib/sync/ports/package-format.ts'
import type { SiteFile, SiteLogin } from '#lib/sync/ports/source-site.ts'

export type RunTrigger = 'schedule' | 'manual' | 'api' | 'redrive'

/**
 * Every write of a run or a mailbox carries the fence that its worker got when it claimed it. A worker that lost its claim to
 * another cannot write any more: the ledger throws a `ClaimLostError`.
 */
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

export type CancelOutcome =
  | { outcome: 'cancelled'; deliveries: 0 }
  /** Deliveries that were ended. */
  | { outcome: 'cancelling'; deliveries: number }
  /** Everything has been sent already: the run ends by itself. */
  | { outcome: 'all-under-way' }
  | { outcome: 'already-cancelled' }
  | { outcome: 'already-over' }
  | { outcome: 'gone' }

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
  ): Promise<{
    counts: RunCounts
    packagesRefused: number
    peopleUnanswered: number
    state: RunState
    isCancelling: boolean
  }>
  /** Ends a delivering run; does nothing when another worker has ended it. */
  finish(tenantId: string, runId: string, state: EndOfDelivery, at: Date): Promise<void>
  /**
   * Before *delivering* the run ends here and now, and its worker loses the claim. Later, deliveries that nothing has been sent of
   * end as *failed: cancelled*; those that may be there go on until that is known, and then the run ends.
   */
  cancel(run: {
    tenantId: string
    connectorId: string
    runId: string
    requestedBy: { id: string; name: string }
    at: Date
  }): Promise<CancelOutcome>
}
