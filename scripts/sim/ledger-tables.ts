import type { RunCounts } from '#lib/domain/run-books.ts'
import type { RunState } from '#lib/domain/run-state.ts'
import type { FolderCheck } from '#lib/sync/ledger/check-ledger.ts'
import { ClaimLostError } from '#lib/sync/ledger/claim-lost-error.ts'
import type { DeliveryResult, MailboxClaim } from '#lib/sync/ledger/delivery-ledger.ts'
import type { ItemRecord, RunClaim, RunTrigger, StagedPackage } from '#lib/sync/ledger/run-ledger.ts'

export type ConnectorRow = {
  id: string
  state: 'active' | 'paused'
  scheduleTime: string
  timeZone: string
  finishedAt: Date
  importSince: Date
  itemLimitBytes: number
  keepSiblingCopies: boolean
  /** Normalized external id -> mailbox. */
  mapping: Map<string, string>
}

export type RunRow = {
  id: string
  connectorId: string
  trigger: RunTrigger
  localDate: string | null
  state: RunState
  /** It has come as far as its deliveries. */
  isResolved: boolean
  isCancelling: boolean
  fence: number
  finishedAt: Date | null
  counts: RunCounts
  packagesRefused: number
  peopleUnanswered: number
}

export type PackageRow = Omit<StagedPackage, 'packageId'> & {
  id: bigint
  connectorId: string
  runId: string
  sizeBytes: number
  state: 'staged' | 'recorded' | 'refused'
  entryCount: number | null
}

export type ParticipantRow = ItemRecord['participants'][number] & {
  resolution: 'custom' | 'automatic' | 'unresolved' | null
  reason: string | null
  mailboxId: bigint | null
}

export type ItemRow = Omit<ItemRecord, 'participants' | 'state'> & {
  id: bigint
  connectorId: string
  runId: string
  driveRunId: string
  packageId: bigint
  state: ItemRecord['state'] | 'routed'
  toBeRead: boolean
  repeatOf: ItemRow | null
  repeatKind: 're-export' | 'sibling' | null
  participants: ParticipantRow[]
}

export type IdentityRow = { item: ItemRow; occurrence: number }

export type MailboxRow = {
  id: bigint
  objectId: string
  address: string
  fence: number
  notBefore: Date | null
}

export type DeliveryRow = Omit<DeliveryResult, 'deliveryId' | 'state' | 'at'> & {
  id: bigint
  connectorId: string
  runId: string
  item: ItemRow
  mailboxId: bigint
  state: DeliveryResult['state'] | 'attempting' | 'skipped'
  attemptedAt: Date | null
}

export type LedgerTables = ReturnType<typeof emptyTables>

/** The rows of the ledger, and what its unique keys and its fences mean to whoever writes. */
export function emptyTables(safeties: { fence: boolean; identity: boolean }) {
  return {
    safeties,
    connectors: new Map<string, ConnectorRow>(),
    runs: new Map<string, RunRow>(),
    packages: [] as PackageRow[],
    /** By run and name. */
    refusals: new Map<string, string>(),
    items: [] as ItemRow[],
    /** By connector, archive message id and content. */
    identities: new Map<string, IdentityRow>(),
    mailboxes: [] as MailboxRow[],
    /** By mailbox and name. */
    folders: new Map<string, string>(),
    deliveries: [] as DeliveryRow[],
    /** Messages by their id that no delivery accounts for. */
    found: new Map<string, { mailboxId: bigint; deliveryKey: string }>(),
    /** Items and mailboxes that have their delivery. */
    delivered: new Set<string>(),
    /** By run, mailbox and name. */
    folderChecks: new Map<string, FolderCheck & { runId: string }>(),
    runChecks: new Map<string, { doubles: number }>(),
    /** The report of each run as it was when it ended. */
    finishedReports: new Map<string, string>(),
  }
}

/** @throws {ClaimLostError} */
export function holdRun(tables: LedgerTables, claim: RunClaim): RunRow {
  const run = tables.runs.get(claim.runId)
  if (!run || (tables.safeties.fence && run.fence !== claim.fence))
    throw new ClaimLostError(`run ${claim.runId}`)
  return run
}

/** @throws {ClaimLostError} */
export function holdMailbox(tables: LedgerTables, claim: MailboxClaim): MailboxRow {
  const mailbox = tables.mailboxes.find((one) => one.id === claim.mailboxId)
  if (!mailbox || (tables.safeties.fence && mailbox.fence !== claim.fence))
    throw new ClaimLostError(`mailbox ${claim.mailboxId}`)
  return mailbox
}

export function isOpen(delivery: DeliveryRow): boolean {
  return ['pending', 'attempting', 'unconfirmed'].includes(delivery.state)
}

/** The rules of lib/db/ended-run.ts. */
export function endedAfterDelivery(run: RunRow | undefined): boolean {
  if (!run) return false
  return (
    run.state === 'completed' ||
    run.state === 'completed-with-problems' ||
    (run.state === 'cancelled' && run.isResolved)
  )
}

export function endedBeforeDelivery(run: RunRow): boolean {
  return run.state === 'failed' || (run.state === 'cancelled' && !run.isResolved)
}

export function reportOf(run: RunRow): string {
  const { state, counts, packagesRefused, peopleUnanswered } = run
  return JSON.stringify({ state, counts, packagesRefused, peopleUnanswered })
}
