import { packageKeyOf } from '#lib/domain/package-file.ts'
import { isLive, type RunTransition } from '#lib/domain/run-state.ts'
import type { RunClaim, RunLedger } from '#lib/sync/ledger/run-ledger.ts'
import { cancelRun } from './cancel-run.ts'
import { claimRun, tallyRun } from './claimed-runs.ts'
import { holdRun, isOpen, type LedgerTables, reportOf } from './ledger-tables.ts'
import { planRun } from './plan-run.ts'
import type { Immediate } from './process.ts'
import { itemsToRead, planRedrive, saveRereadItems } from './redrive-items.ts'
import { routeItems } from './route-items.ts'
import { saveItems } from './save-items.ts'

/** The runs' part of the ledger in memory: the rules of lib/db/ledger, call by call. */
export function createRunLedger(tables: LedgerTables): Immediate<RunLedger> {
  return {
    plan: (run) => planRun(tables, run),
    planRedrive: (redrive) => planRedrive(tables, redrive),
    claim: (tenantId, runId) => claimRun(tables, tenantId, runId),
    advance(claim: RunClaim, ...[from, to]: RunTransition) {
      const run = holdRun(tables, claim)
      if (run.state !== from) return
      run.state = to
      if (to === 'delivering') run.isResolved = true
    },
    fail(claim) {
      const run = holdRun(tables, claim)
      if (!isLive(run.state)) return
      run.state = 'failed'
      tables.finishedReports.set(run.id, reportOf(run))
    },
    knownPackages: (claim) =>
      new Set(
        tables.packages
          .filter((one) => one.connectorId === claim.connectorId)
          .map((one) => packageKeyOf({ ...one, sizeBytes: one.sizeBytes })),
      ),
    savePackage: (claim, found) => savePackage(tables, claim, found),
    refusePackage(claim, { file, reason }) {
      holdRun(tables, claim)
      tables.refusals.set(`${claim.runId}|${file.name}`, reason)
    },
    packagesToRecord: (claim) =>
      tables.packages
        .filter((one) => one.runId === claim.runId && one.state === 'staged')
        .map((one) => ({ ...one, packageId: one.id })),
    saveItems: (claim, packageId, items) => saveItems(tables, claim, packageId, items),
    itemsToRead: (claim, limit) => itemsToRead(tables, claim, limit),
    saveRereadItems: (claim, packageId, items) => saveRereadItems(tables, claim, packageId, items),
    finishPackage(claim, packageId, entryCount) {
      holdRun(tables, claim)
      const found = tables.packages.find((one) => one.id === packageId && one.state === 'staged')
      if (found) Object.assign(found, { state: 'recorded', entryCount })
    },
    customMapping: (claim) =>
      new Map(
        [...(tables.connectors.get(claim.connectorId)?.mapping ?? [])].map(([id, mailbox]) => [
          id,
          [{ mailbox, objectId: null, validFrom: null, validTo: null }],
        ]),
      ),
    openPeople(claim) {
      const people = unresolvedPeople(tables, claim).map(({ phone, address, opaqueId }) => ({
        phone,
        address,
        opaqueId,
        day: null,
      }))
      return [...new Map(people.map((one) => [personKey(one), one])).values()]
    },
    formerAddresses: (_claim, addresses) =>
      new Map(
        tables.mailboxes
          .filter((one) => addresses.includes(one.address))
          .map((one) => [one.address, one.objectId]),
      ),
    saveMailboxes(claim, users) {
      if (users.length > 0) holdRun(tables, claim)
      for (const user of users) {
        const known = tables.mailboxes.find((one) => one.objectId === user.objectId)
        if (known) known.address = user.address
        else {
          const id = BigInt(tables.mailboxes.length + 1)
          tables.mailboxes.push({ ...user, id, fence: 0, notBefore: null })
        }
      }
      return new Map(tables.mailboxes.map((one) => [one.objectId, one.id]))
    },
    saveResolutions(claim, resolutions) {
      holdRun(tables, claim)
      const byPerson = new Map(resolutions.map((one) => [personKey(one), one]))
      for (const person of unresolvedPeople(tables, claim)) {
        const resolution = byPerson.get(personKey(person))
        if (!resolution) continue
        person.resolution = resolution.rule ?? 'unresolved'
        person.reason = resolution.rule === null ? resolution.reason : null
        person.mailboxId = resolution.rule === null ? null : resolution.mailboxId
      }
    },
    noteMappedMailboxes: (claim) => void holdRun(tables, claim),
    // No connector of the simulation names one.
    designateMailbox: () => 0,
    routeItems: (claim) => routeItems(tables, claim),
    mailboxesWithOpenDeliveries: (_tenantId, runId) => [
      ...new Set(
        tables.deliveries.filter((one) => one.runId === runId && isOpen(one)).map((one) => one.mailboxId),
      ),
    ],
    hasOpenDeliveries: (_tenantId, runId) =>
      tables.deliveries.some((one) => one.runId === runId && isOpen(one)),
    tally: (_tenantId, runId) => tallyRun(tables, runId),
    cancel: (request) => cancelRun(tables, request),
    finish(_tenantId, runId, state, at) {
      const run = tables.runs.get(runId)
      if (run?.state !== 'delivering') return
      run.state = state
      run.finishedAt = at
      tables.finishedReports.set(runId, reportOf(run))
    },
  }
}

function savePackage(
  tables: LedgerTables,
  claim: RunClaim,
  found: Parameters<RunLedger['savePackage']>[1],
): void {
  holdRun(tables, claim)
  const { file, refusal } = found
  const state = refusal ? 'refused' : 'staged'
  const known = tables.packages.find(
    (one) => one.connectorId === claim.connectorId && one.name === file.name && one.sha256 === found.sha256,
  )
  if (known) {
    known.modifiedAt = file.modifiedAt
    if (known.state === 'refused') Object.assign(known, { runId: claim.runId, state })
  } else {
    tables.packages.push({
      ...{
        id: BigInt(tables.packages.length + 1),
        connectorId: claim.connectorId,
        runId: claim.runId,
        state,
      },
      ...{ name: file.name, modifiedAt: file.modifiedAt, sizeBytes: found.sizeBytes, entryCount: null },
      ...{ sha256: found.sha256, blobName: found.blobName },
    })
  }
  tables.refusals.delete(`${claim.runId}|${file.name}`)
  if (refusal) tables.refusals.set(`${claim.runId}|${file.name}`, refusal.reason)
}

function unresolvedPeople(tables: LedgerTables, claim: RunClaim) {
  return tables.items
    .filter((item) => item.driveRunId === claim.runId && item.state === 'recorded')
    .flatMap((item) => item.participants.filter((person) => person.resolution === null))
}

function personKey(person: { phone: string; address: string; opaqueId: string }): string {
  return `${person.phone}|${person.address}|${person.opaqueId}`
}
