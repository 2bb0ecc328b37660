import { deliveryKeyOf } from '#lib/domain/delivery-key.ts'
import type { DeliveryLedger, OpenDelivery } from '#lib/sync/ledger/delivery-ledger.ts'
import type { WorkLedger } from '#lib/sync/ledger/work-ledger.ts'
import { endGivenBack } from './cancel-run.ts'
import { TENANT_ID } from './claimed-runs.ts'
import {
  type DeliveryRow,
  endedAfterDelivery,
  holdMailbox,
  isOpen,
  type LedgerTables,
} from './ledger-tables.ts'
import type { Immediate } from './process.ts'

/** The mailboxes' part of the ledger in memory: the rules of lib/db/ledger, call by call. */
export function createDeliveryLedger(tables: LedgerTables): Immediate<DeliveryLedger> {
  const openOf = (mailboxId: bigint) =>
    tables.deliveries.filter((one) => one.mailboxId === mailboxId && isOpen(one))
  const isActive = (one: DeliveryRow) => tables.connectors.get(one.connectorId)?.state === 'active'
  return {
    claimMailbox(tenantId, mailboxId) {
      const row = tables.mailboxes.find((one) => one.id === mailboxId)
      if (!row) throw new Error(`The mailbox ${mailboxId} does not exist.`)
      row.fence += 1
      const { fence, objectId, address, notBefore } = row
      return { tenantId, mailboxId, fence, objectId, address, notBefore, use: [] }
    },
    takeOpen: (claim, limit, now) =>
      openOf(claim.mailboxId)
        .filter((one) => (one.notBefore === null || one.notBefore <= now) && isActive(one))
        .slice(0, limit)
        .map((one) => toDelivery(tables, one)),
    markAttempting(claim, deliveryIds, at) {
      holdMailbox(tables, claim)
      const marked: bigint[] = []
      for (const row of tables.deliveries) {
        if (!deliveryIds.includes(row.id) || row.state !== 'pending') continue
        Object.assign(row, {
          state: 'attempting',
          attempts: row.attempts + 1,
          attemptedAt: at,
          notBefore: null,
        })
        marked.push(row.id)
      }
      return marked
    },
    renewIntents(claim, deliveryIds, at) {
      holdMailbox(tables, claim)
      for (const deliveryId of deliveryIds) {
        const row = tables.deliveries[Number(deliveryId) - 1]
        if (row?.state === 'attempting' || row?.state === 'unconfirmed') row.attemptedAt = at
      }
    },
    saveResults(claim, results) {
      holdMailbox(tables, claim)
      for (const { deliveryId, at: _, ...result } of results) {
        const row = tables.deliveries[Number(deliveryId) - 1]
        if (!row || row.mailboxId !== claim.mailboxId || !isOpen(row)) continue
        Object.assign(row, result)
        endGivenBack(tables, row)
      }
    },
    holdMailbox(claim, until) {
      holdMailbox(tables, claim).notBefore = until
    },
    noteHold(claim) {
      holdMailbox(tables, claim)
    },
    findFolder: (claim, name) => tables.folders.get(`${claim.mailboxId}|${name}`) ?? null,
    saveFolder(claim, name, folderId) {
      holdMailbox(tables, claim)
      tables.folders.set(`${claim.mailboxId}|${name}`, folderId)
    },
    forgetFolder(claim, name) {
      holdMailbox(tables, claim)
      tables.folders.delete(`${claim.mailboxId}|${name}`)
    },
    unaccounted(claim, messages) {
      const own = tables.deliveries.filter((one) => one.mailboxId === claim.mailboxId)
      const ids = new Set(own.map((one) => one.graphMessageId))
      const underWay = own.filter((one) => one.state === 'attempting' || one.state === 'unconfirmed')
      const keys = new Set(underWay.map(keyOf))
      return messages.filter(
        ({ messageId, deliveryKey }) =>
          deliveryKey !== null &&
          !ids.has(messageId) &&
          !tables.found.has(messageId) &&
          !keys.has(deliveryKey),
      )
    },
    saveFound(claim, messages) {
      holdMailbox(tables, claim)
      for (const { messageId, deliveryKey } of messages)
        if (deliveryKey) tables.found.set(messageId, { mailboxId: claim.mailboxId, deliveryKey })
    },
    foundMessages: (claim, keys) =>
      new Map(
        [...tables.found]
          .filter(([, one]) => one.mailboxId === claim.mailboxId && keys.includes(one.deliveryKey))
          .map(([messageId, one]) => [one.deliveryKey, messageId]),
      ),
    nextDueAt(claim) {
      const dues = openOf(claim.mailboxId)
        .filter(isActive)
        .map((one) => one.notBefore?.getTime() ?? 0)
      return dues.length > 0 ? new Date(Math.min(...dues)) : null
    },
  }
}

function keyOf({ connectorId, item }: DeliveryRow): string {
  const { archiveMessageId, contentSha256 } = item
  return deliveryKeyOf({ connectorId, archiveMessageId, contentSha256: contentSha256 ?? '' })
}

/** No message of the simulation is near it. */
const MAIL_LIMIT_BYTES = 1_000_000
/** Whoever has waited for a day is delivered without the look at the newest messages, which may then be twice. */
const NEVER_TOO_LONG = new Date(8.64e15)

function toDelivery(tables: LedgerTables, row: DeliveryRow): OpenDelivery {
  const { item } = row
  const found = tables.packages.find((one) => one.id === item.packageId)
  if (!found || item.contentSha256 === null || item.kind === null)
    throw new Error(`The delivery ${row.id} is of an item without content.`)
  return {
    ...{ deliveryId: row.id, runId: row.runId, connectorId: row.connectorId, typeId: 'wechat-archiver' },
    ...{ state: row.state as OpenDelivery['state'], attempts: row.attempts, lookups: row.lookups },
    ...{ attemptedAt: row.attemptedAt, waitsSince: NEVER_TOO_LONG, archiveMessageId: item.archiveMessageId },
    ...{ contentSha256: item.contentSha256, kind: item.kind, sentAt: item.sentAt, entry: item.entry },
    package: { ...found, packageId: found.id },
    ...{ itemLimitBytes: MAIL_LIMIT_BYTES, overLimit: 'do-not-import', attachOriginal: false },
  }
}

const DAY_MS = 24 * 3_600_000

/** What the minute tick asks for. */
export function createWorkLedger(tables: LedgerTables): Immediate<WorkLedger> {
  const isActive = (connectorId: string) => tables.connectors.get(connectorId)?.state === 'active'
  const hasOpen = (runId: string) => tables.deliveries.some((one) => one.runId === runId && isOpen(one))
  const runsIn = (states: string[]) => [...tables.runs.values()].filter((run) => states.includes(run.state))
  return {
    schedulableConnectors: () =>
      [...tables.connectors.values()]
        .filter((one) => one.state === 'active')
        .map((one) => ({ ...one, tenantId: TENANT_ID, connectorId: one.id })),
    runsToContinue: () =>
      runsIn(['planned', 'fetching', 'recording', 'resolving'])
        .filter((run) => isActive(run.connectorId))
        .map((run) => ({ tenantId: TENANT_ID, connectorId: run.connectorId, runId: run.id })),
    mailboxesToDeliver(now) {
      const due = tables.deliveries
        .filter((one) => isOpen(one) && isActive(one.connectorId))
        .filter((one) => one.notBefore === null || one.notBefore <= now)
        .map((one) => one.mailboxId)
      return tables.mailboxes
        .filter((one) => due.includes(one.id) && (one.notBefore === null || one.notBefore <= now))
        .map((one) => ({ tenantId: TENANT_ID, mailboxId: one.id }))
    },
    runsToCheck: (now) =>
      [...tables.runs.values()]
        .filter(endedAfterDelivery)
        .filter((run) => now.getTime() - (run.finishedAt?.getTime() ?? 0) < DAY_MS)
        .filter((run) => !tables.runChecks.has(run.id))
        .map((run) => ({ tenantId: TENANT_ID, runId: run.id })),
    runsToReconcile: () =>
      runsIn(['delivering'])
        .filter((run) => !hasOpen(run.id))
        .map((run) => ({ tenantId: TENANT_ID, runId: run.id })),
  }
}
