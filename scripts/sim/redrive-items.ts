import type {
  ItemRecord,
  ItemToRead,
  RedriveScope,
  RunClaim,
  RunLedger,
} from '#lib/sync/ledger/run-ledger.ts'
import { endedAfterDelivery, holdRun, type ItemRow, type LedgerTables } from './ledger-tables.ts'
import { planRun } from './plan-run.ts'
import type { Immediate } from './process.ts'
import { findEntry, insertParticipants, linkRepeats } from './save-items.ts'

const REASONS_THAT_PASS = ['mailbox-gone', 'mailbox-refused', 'too-many-attempts', 'cancelled']
const REASONS_TO_READ_AGAIN = ['unreadable', 'encrypted', 'too-large', 'too-many-participants']

/** The rules of lib/db/ledger/plan-redrive.ts. */
export function planRedrive(
  tables: LedgerTables,
  redrive: Parameters<RunLedger['planRedrive']>[0],
): ReturnType<Immediate<RunLedger>['planRedrive']> {
  const { connectorId, runId, scope } = redrive
  const planned = planRun(tables, { connectorId, runId, trigger: 'redrive', localDate: null })
  if (planned.outcome !== 'planned') return { outcome: 'already-running' }
  const taken = tables.items.filter((item) => item.connectorId === connectorId && waits(tables, item, scope))
  if (taken.length === 0) {
    tables.runs.delete(runId)
    return { outcome: 'nothing-waits' }
  }
  for (const item of taken) {
    item.toBeRead = item.state === 'quarantined' && REASONS_TO_READ_AGAIN.includes(item.reason ?? '')
    Object.assign(item, { state: 'recorded', reason: null, detail: null, driveRunId: runId })
    const gone = failuresOf(tables, item).filter((one) => one.reason?.startsWith('mailbox-'))
    for (const person of item.participants)
      if (person.resolution === 'unresolved' || gone.some((one) => one.mailboxId === person.mailboxId))
        Object.assign(person, { resolution: null, reason: null, mailboxId: null })
  }
  return { outcome: 'planned', runId, itemCount: taken.length }
}

function waits(tables: LedgerTables, item: ItemRow, scope: RedriveScope): boolean {
  if (item.repeatOf || !endedAfterDelivery(tables.runs.get(item.driveRunId))) return false
  const failures = failuresOf(tables, item).map((one) => one.reason ?? '')
  const asked = scope.kind === 'reason' ? scope.reason : null
  const hasFailed = failures.some((reason) => reason === asked || REASONS_THAT_PASS.includes(reason))
  const isOpenAgain = item.state === 'routed' && (hasFailed || lacksOneOfOurs(tables, item))
  if (item.state !== 'quarantined' && !isOpenAgain) return false
  switch (scope.kind) {
    case 'connector':
      return true
    case 'reason':
      return (item.state === 'quarantined' && item.reason === scope.reason) || failures.includes(scope.reason)
    case 'run':
      return item.runId === scope.runId
    case 'mapped':
      return item.participants.some(
        (one) => one.resolution === 'unresolved' && isListed(tables, item.connectorId, one),
      )
    case 'items':
      return scope.itemIds.includes(item.id)
  }
}

function failuresOf(tables: LedgerTables, item: ItemRow) {
  return tables.deliveries.filter((one) => one.item === item && one.state === 'failed')
}

function lacksOneOfOurs(tables: LedgerTables, item: ItemRow): boolean {
  const domains = new Set(tables.mailboxes.map((one) => domainOf(one.address)))
  return item.participants.some(
    ({ resolution, reason, address, phone, opaqueId }) =>
      resolution === 'unresolved' &&
      (reason === 'directory-unanswered' ||
        domains.has(domainOf(address)) ||
        isListed(tables, item.connectorId, { address, phone, opaqueId })),
  )
}

function isListed(
  tables: LedgerTables,
  connectorId: string,
  { phone, opaqueId, address }: { phone: string; opaqueId: string; address: string },
): boolean {
  const mapping = tables.connectors.get(connectorId)?.mapping
  return [phone, opaqueId, address].some((id) => mapping?.has(id))
}

function domainOf(address: string): string {
  return address.split('@')[1] ?? ''
}

/** The rules of lib/db/ledger/reread-items.ts. */
export function itemsToRead(tables: LedgerTables, claim: RunClaim, limit: number): ItemToRead[] {
  return tables.items
    .filter((item) => item.driveRunId === claim.runId && item.toBeRead)
    .slice(0, limit)
    .flatMap((item) => {
      const found = tables.packages.find((one) => one.id === item.packageId)
      return found ? [{ entry: item.entry, package: { ...found, packageId: found.id } }] : []
    })
}

export function saveRereadItems(
  tables: LedgerTables,
  claim: RunClaim,
  packageId: bigint,
  records: ItemRecord[],
): void {
  holdRun(tables, claim)
  for (const record of records) {
    const item = findEntry(tables, packageId, record)
    if (item?.driveRunId !== claim.runId) continue
    const { participants: _, entry: __, ...facts } = record
    Object.assign(item, facts, { toBeRead: false })
  }
  linkRepeats(tables, claim, packageId, records)
  insertParticipants(tables, packageId, records)
}
