import type { ListedConnector } from '#lib/db/connectors.ts'
import type { RunForWeb } from '#lib/db/runs-for-web.ts'
import type { Completeness } from '#lib/domain/completeness.ts'
import { findConnectorType } from '#lib/domain/connector-catalog.ts'
import { type ConnectorState, type ConnectorStatus, connectorStatus } from '#lib/domain/connector-status.ts'
import { type ConnectorWarning, connectorWarnings, type RunFinding } from '#lib/domain/connector-warnings.ts'
import { lateRun, nextRunAt } from '#lib/domain/run-schedule.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'

/** What a connector's own row and its newest run say: enough for the head of its pages. */
export type ConnectorHeadSummary = {
  id: string
  name: string
  typeId: string
  typeName: string
  status: ConnectorStatus
  isPaused: boolean
  canSync: boolean
  hasRun: boolean
  timeZone: string
}

export type ConnectorSummary = ConnectorHeadSummary & {
  lastRun: RunForWeb | null
  quarantinedCount: number
  /** Null while nothing is planned. */
  nextRunAt: Date | null
  /** When the run should have begun that has not. */
  late: Date | null
  scheduleTime: string
  folderName: string
  createdBy: string
  createdAt: Date
  updatedAt: Date
  warnings: ConnectorWarning[]
  hasWarnings: boolean
}

/** What a connector is doing, as of `now`. */
export function summarize(
  row: ListedConnector,
  lastRun: RunForWeb | null,
  quarantinedCount: number,
  /** Dates whose scheduled run exists. */
  doneDates: LocalDate[],
  completeness: Completeness | null,
  doubles: RunFinding | null,
  now: Date,
  movedAddresses: number,
): ConnectorSummary {
  const isActive = row.state === 'active'
  const schedule = { now, doneDates, since: row.finishedAt ?? row.createdAt, ...row }
  const late = lateRun({ isActive, newestRun: lastRun, schedule: { ...schedule, changedAt: row.updatedAt } })
  const warnings = connectorWarnings(lastRun, late, completeness, doubles, now, movedAddresses)
  return {
    ...summarizeHead(row, lastRun),
    lastRun,
    quarantinedCount,
    nextRunAt: isActive ? nextRunAt(schedule) : null,
    late,
    scheduleTime: row.scheduleTime,
    folderName: findConnectorType(row.typeId)?.folderName ?? row.typeId,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    warnings,
    hasWarnings: warnings.length > 0,
  }
}

export function summarizeHead(row: ListedConnector, lastRun: RunForWeb | null): ConnectorHeadSummary {
  return {
    id: row.id,
    name: row.name,
    typeId: row.typeId,
    typeName: findConnectorType(row.typeId)?.name ?? row.typeId,
    status: statusOf(row, lastRun),
    isPaused: row.state === 'paused',
    canSync: row.state === 'active',
    hasRun: lastRun !== null,
    timeZone: row.timeZone,
  }
}

export function statusOf(row: Pick<ListedConnector, 'state'>, lastRun: RunForWeb | null): ConnectorStatus {
  // Postgres checks it: connector_state_known.
  return connectorStatus(row.state as ConnectorState, lastRun && { state: lastRun.state, ...lastRun.counts })
}
