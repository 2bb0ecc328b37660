import type { RunCounts } from '#lib/domain/run-books.ts'
import type { RunState } from '#lib/domain/run-state.ts'
import { isFinal } from '#lib/domain/run-state.ts'
import type { Prisma } from './generated/client.ts'
import type { TenantTransaction } from './with-tenant.ts'

export type RunForWeb = {
  id: string
  connectorId: string
  trigger: string
  requestedBy: string | null
  state: RunState
  errorCode: string | null
  errorDetail: string | null
  packagesTaken: number
  packagesRefused: number
  /** People for whom the directory gave no answer. */
  peopleUnanswered: number
  createdAt: Date
  startedAt: Date | null
  resolvedAt: Date | null
  finishedAt: Date | null
  /** Somebody has cancelled it; it goes on until what was sent is known. */
  cancelRequestedAt: Date | null
  cancelRequestedBy: string | null
  counts: RunCounts
}

export const RUN_COLUMNS = {
  id: true,
  connectorId: true,
  trigger: true,
  requestedBy: true,
  state: true,
  errorCode: true,
  errorDetail: true,
  packagesTaken: true,
  packagesRefused: true,
  peopleUnanswered: true,
  itemsAvailable: true,
  itemsRouted: true,
  itemsQuarantined: true,
  itemsSystemEvents: true,
  itemsBeforeStart: true,
  deliveriesAvailable: true,
  imported: true,
  partiallyImported: true,
  skipped: true,
  failed: true,
  pending: true,
  createdAt: true,
  startedAt: true,
  resolvedAt: true,
  finishedAt: true,
  cancelRequestedAt: true,
  cancelRequestedBy: true,
} as const

type RunKey = { tenantId: string; connectorId: string; runId: string }

export type RunRow = Prisma.RunGetPayload<{ select: typeof RUN_COLUMNS }>

export async function findRun(
  transaction: TenantTransaction,
  { tenantId, connectorId, runId }: RunKey,
): Promise<RunForWeb | null> {
  const row = await transaction.run.findFirst({
    where: { id: runId, tenantId, connectorId },
    select: RUN_COLUMNS,
  })
  if (!row) return null
  const [run] = await withLiveCounts(transaction, tenantId, [row])
  return run ?? null
}

/** The run that Finish has planned. */
export async function findFirstRun(
  transaction: TenantTransaction,
  { tenantId, connectorId }: Omit<RunKey, 'runId'>,
): Promise<RunForWeb | null> {
  const row = await transaction.run.findFirst({
    where: { tenantId, connectorId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: RUN_COLUMNS,
  })
  if (!row) return null
  const [run] = await withLiveCounts(transaction, tenantId, [row])
  return run ?? null
}

/**
 * A connector's runs, newest first, from the one after `after`: by key, so that a run that begins meanwhile pushes none
 * onto the next page.
 */
export async function listRunPage(
  transaction: TenantTransaction,
  {
    tenantId,
    connectorId,
    states,
    after,
    limit,
  }: {
    tenantId: string
    connectorId: string
    states?: readonly RunState[] | undefined
    /** The id of the last run that was seen. */
    after?: string | undefined
    limit: number
  },
): Promise<RunForWeb[]> {
  const where = { tenantId, connectorId, ...(states && { state: { in: [...states] } }) }
  const last = after
    ? await transaction.run.findFirst({
        where: { tenantId, connectorId, id: after },
        select: { id: true, createdAt: true },
      })
    : null
  const rows = await transaction.run.findMany({
    where: last
      ? {
          ...where,
          OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }],
        }
      : where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: RUN_COLUMNS,
  })
  return withLiveCounts(transaction, tenantId, rows)
}

export function listRuns(
  transaction: TenantTransaction,
  { tenantId, connectorId, limit }: { tenantId: string; connectorId: string; limit: number },
) {
  return transaction.run.findMany({
    where: { tenantId, connectorId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: { id: true, state: true, createdAt: true },
  })
}

/** Packages that a run saw and did not take. `isKept`: the file itself is in the evidence store all the same. */
export async function listPackageRefusals(
  transaction: TenantTransaction,
  { tenantId, connectorId, runId, limit }: RunKey & { limit: number },
) {
  const refusals = await transaction.packageRefusal.findMany({
    where: { tenantId, runId },
    orderBy: { name: 'asc' },
    take: limit,
    select: { name: true, sizeBytes: true, reason: true, detail: true },
  })
  // Not by run: a package that a later run reads again belongs to that one.
  const kept = await transaction.stagedPackage.findMany({
    where: { tenantId, connectorId, name: { in: refusals.map((refusal) => refusal.name) } },
    select: { name: true, sizeBytes: true },
  })
  const keptKeys = new Set(kept.map(({ name, sizeBytes }) => `${sizeBytes} ${name}`))
  return refusals.map(({ name, sizeBytes, ...why }) => ({
    ...why,
    name,
    sizeBytes: Number(sizeBytes),
    isKept: keptKeys.has(`${sizeBytes} ${name}`),
  }))
}

/**
 * A run that goes on is counted from the ledger, so that the page moves; the report of a run that has ended is what
 * stands in its row, and never changes.
 */
export async function withLiveCounts(
  transaction: TenantTransaction,
  tenantId: string,
  rows: RunRow[],
): Promise<RunForWeb[]> {
  const goingOn = rows.filter((row) => !isFinal(row.state as RunState)).map((row) => row.id)
  if (goingOn.length === 0) return rows.map((row) => toRun(row, row))
  const items = await transaction.item.groupBy({
    by: ['driveRunId', 'state'],
    where: { tenantId, driveRunId: { in: goingOn } },
    _count: { _all: true },
  })
  const deliveries = await transaction.delivery.groupBy({
    by: ['runId', 'state'],
    where: { tenantId, runId: { in: goingOn } },
    _count: { _all: true },
  })
  return rows.map((row) => {
    if (!goingOn.includes(row.id)) return toRun(row, row)
    const count = (groups: typeof items | typeof deliveries, ...states: string[]) =>
      groups
        .filter((group) => runOf(group) === row.id && (states.length === 0 || states.includes(group.state)))
        .reduce((sum, group) => sum + group._count._all, 0)
    return toRun(row, {
      itemsAvailable: count(items),
      itemsRouted: count(items, 'routed'),
      itemsQuarantined: count(items, 'quarantined'),
      itemsSystemEvents: count(items, 'system-event'),
      itemsBeforeStart: count(items, 'before-start'),
      deliveriesAvailable: count(deliveries),
      imported: count(deliveries, 'imported'),
      partiallyImported: count(deliveries, 'partially-imported'),
      skipped: count(deliveries, 'skipped'),
      failed: count(deliveries, 'failed'),
      pending: count(deliveries, 'pending', 'attempting', 'unconfirmed'),
    })
  })
}

/** A re-drive has the items that it took; the run that read them has its own numbers already. */
function runOf(group: { driveRunId: string } | { runId: string }): string {
  return 'driveRunId' in group ? group.driveRunId : group.runId
}

function toRun(row: RunRow, counts: RunCounts): RunForWeb {
  return {
    id: row.id,
    connectorId: row.connectorId,
    trigger: row.trigger,
    requestedBy: row.requestedBy,
    // Postgres checks it: run_state_known.
    state: row.state as RunState,
    errorCode: row.errorCode,
    errorDetail: row.errorDetail,
    packagesTaken: row.packagesTaken,
    packagesRefused: row.packagesRefused,
    peopleUnanswered: row.peopleUnanswered,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    resolvedAt: row.resolvedAt,
    finishedAt: row.finishedAt,
    cancelRequestedAt: row.cancelRequestedAt,
    cancelRequestedBy: row.cancelRequestedBy,
    counts: {
      itemsAvailable: counts.itemsAvailable,
      itemsRouted: counts.itemsRouted,
      itemsQuarantined: counts.itemsQuarantined,
      itemsSystemEvents: counts.itemsSystemEvents,
      itemsBeforeStart: counts.itemsBeforeStart,
      deliveriesAvailable: counts.deliveriesAvailable,
      imported: counts.imported,
      partiallyImported: counts.partiallyImported,
      skipped: counts.skipped,
      failed: counts.failed,
      pending: counts.pending,
    },
  }
}
