import type { ItemRecord, RunClaim } from '#lib/sync/ledger/run-ledger.ts'
import { holdRun, type ItemRow, type LedgerTables } from './ledger-tables.ts'

/** The rules of lib/db/ledger/save-items.ts. */
export function saveItems(
  tables: LedgerTables,
  claim: RunClaim,
  packageId: bigint,
  records: ItemRecord[],
): void {
  holdRun(tables, claim)
  for (const record of records) {
    if (findEntry(tables, packageId, record)) continue
    const { runId, connectorId } = claim
    tables.items.push({
      ...record,
      ...{ id: BigInt(tables.items.length + 1), connectorId, runId, driveRunId: runId, packageId },
      ...{ toBeRead: false, repeatOf: null, repeatKind: null, participants: [] },
    })
  }
  linkRepeats(tables, claim, packageId, records)
  insertParticipants(tables, packageId, records)
}

export function findEntry(tables: LedgerTables, packageId: bigint, { entry }: ItemRecord) {
  return tables.items.find((one) => one.packageId === packageId && one.entry.index === entry.index)
}

/** The rules of lib/db/ledger/link-repeats.ts: who is the first of an identity, a re-export, a sibling. */
export function linkRepeats(
  tables: LedgerTables,
  claim: RunClaim,
  packageId: bigint,
  records: ItemRecord[],
): void {
  if (!tables.safeties.identity) return
  const items = records
    .map((record) => findEntry(tables, packageId, record))
    .filter((item): item is ItemRow => item !== undefined && item.contentSha256 !== null)
  for (const item of items) {
    const key = identityKey(item)
    if (tables.identities.has(key)) continue
    const earlier = identitiesOf(tables, claim.connectorId, item.contentSha256).filter(
      (one) => one.item.captureOwner === item.captureOwner,
    )
    tables.identities.set(key, { item, occurrence: earlier.length + 1 })
  }
  const keepsCopies = tables.connectors.get(claim.connectorId)?.keepSiblingCopies
  const siblings = (keepsCopies ? [] : items).map((item) => siblingOf(tables, item, items))
  siblings.forEach((first, index) => {
    if (first) Object.assign(items[index] ?? {}, { repeatOf: first, repeatKind: 'sibling' })
  })
  for (const item of items) {
    const first = tables.identities.get(identityKey(item))?.item
    if (first && first !== item)
      Object.assign(item, { repeatOf: first.repeatOf ?? first, repeatKind: 're-export' })
  }
}

/** As one statement would: nobody sees what is linked at the same time. */
function siblingOf(tables: LedgerTables, item: ItemRow, together: ItemRow[]): ItemRow | null {
  const own = tables.identities.get(identityKey(item))
  if (own?.item !== item || item.captureOwner === '') return null
  const [first] = identitiesOf(tables, item.connectorId, item.contentSha256)
    .filter((one) => one.occurrence === own.occurrence && !one.item.repeatOf)
    .filter((one) => one.item.id < item.id || !together.includes(one.item))
    .filter((one) => one.item.captureOwner !== '' && one.item.captureOwner !== item.captureOwner)
    .sort((one, other) => (one.item.id < other.item.id ? -1 : 1))
  return first?.item ?? null
}

/** A repeat has the participants of the item that it repeats. */
export function insertParticipants(tables: LedgerTables, packageId: bigint, records: ItemRecord[]): void {
  for (const record of records) {
    const item = findEntry(tables, packageId, record)
    if (!item || item.repeatOf || record.state !== 'recorded') continue
    for (const person of record.participants) {
      const isKnown = item.participants.some(
        (one) => one.role === person.role && one.ordinal === person.ordinal,
      )
      if (!isKnown) item.participants.push({ ...person, resolution: null, reason: null, mailboxId: null })
    }
  }
}

function identityKey(item: ItemRow): string {
  return `${item.connectorId}|${item.archiveMessageId}|${item.contentSha256}`
}

function identitiesOf(tables: LedgerTables, connectorId: string, contentSha256: string | null) {
  return [...tables.identities.values()].filter(
    (one) => one.item.connectorId === connectorId && one.item.contentSha256 === contentSha256,
  )
}
