import type { RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import { type DeliveryRow, holdRun, type ItemRow, type LedgerTables } from './ledger-tables.ts'

/** The rules of lib/db/ledger/route-items.ts. Each statement sees the rows as they were before it. */
export function routeItems(tables: LedgerTables, claim: RunClaim): void {
  holdRun(tables, claim)
  const recorded = () =>
    tables.items.filter((one) => one.driveRunId === claim.runId && one.state === 'recorded')
  for (const item of recorded())
    for (const person of item.participants)
      if (person.resolution === null)
        Object.assign(person, { resolution: 'unresolved', reason: 'directory-unanswered' })
  for (const item of recorded()) {
    if (item.repeatOf) continue
    const mailboxIds = item.participants.map((person) => person.mailboxId).filter((id) => id !== null)
    for (const mailboxId of mailboxIds) insertDelivery(tables, item, mailboxId, null)
  }
  for (const item of recorded()) {
    if (item.repeatOf) continue
    const isRouted = tables.deliveries.some((one) => one.item === item && one.state !== 'failed')
    item.state = isRouted ? 'routed' : 'quarantined'
    item.reason = isRouted ? null : reasonOf(item)
  }
  follow(recorded().filter((item) => item.repeatOf && item.repeatOf.state !== 'recorded'))
  const routedRepeats = tables.items.filter(
    (one) => one.driveRunId === claim.runId && one.state === 'routed' && one.repeatOf,
  )
  for (const item of routedRepeats)
    for (const first of tables.deliveries.filter((one) => one.item === item.repeatOf))
      insertDelivery(tables, item, first.mailboxId, item.repeatKind)
  follow(
    tables.items.filter(
      ({ repeatOf, driveRunId, state }) =>
        repeatOf?.driveRunId === claim.runId &&
        (repeatOf.state === 'routed' || repeatOf.state === 'quarantined') &&
        driveRunId !== claim.runId &&
        state === 'quarantined',
    ),
  )
}

function reasonOf({ participants }: ItemRow): string {
  if (participants.some((one) => one.reason === 'directory-unanswered')) return 'directory-unanswered'
  return participants.length > 0 ? 'no-valid-user' : 'names-nobody'
}

/** Repeats share the fate that their first ones have before any of them moves. */
function follow(repeats: ItemRow[]): void {
  const fates = repeats.map(({ repeatOf }) => ({ state: repeatOf?.state, reason: repeatOf?.reason }))
  repeats.forEach((item, index) => {
    Object.assign(item, fates[index])
  })
}

function insertDelivery(
  tables: LedgerTables,
  item: ItemRow,
  mailboxId: bigint,
  repeat: ItemRow['repeatKind'],
): void {
  const key = `${item.id}|${mailboxId}`
  if (tables.delivered.has(key)) {
    if (!repeat) reopen(tables, item, mailboxId)
    return
  }
  tables.delivered.add(key)
  const state: DeliveryRow['state'] = repeat ? 'skipped' : 'pending'
  const reason = repeat && (repeat === 'sibling' ? 'sibling-copy' : 'duplicate')
  tables.deliveries.push({
    ...{ id: BigInt(tables.deliveries.length + 1), connectorId: item.connectorId, runId: item.driveRunId },
    ...{ item, mailboxId, state, reason, detail: null, graphMessageId: null },
    ...{ notBefore: null, attempts: 0, lookups: 0, attemptedAt: null },
  })
}

function reopen(tables: LedgerTables, item: ItemRow, mailboxId: bigint): void {
  const known = tables.deliveries.find((one) => one.item === item && one.mailboxId === mailboxId)
  if (known?.state !== 'failed') return
  Object.assign(known, {
    ...{ runId: item.driveRunId, state: known.attempts > 0 ? 'unconfirmed' : 'pending' },
    ...{ reason: null, detail: null, attempts: 0, lookups: 0, notBefore: null },
  })
}
