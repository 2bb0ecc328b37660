import type { ConnectorStatus } from './connector-status.ts'
import type { RunCounts } from './run-books.ts'

/** What moves of a connector while one looks: everything else comes with the page. */
export type LiveConnector = {
  id: string
  status: ConnectorStatus
  /** The newest run, and what it counts. */
  run: { id: string; counts: RunCounts } | null
}

/** All connectors of a tenant as of one moment. */
export type LiveSnapshot = {
  /** ISO 8601; by the clock of the server, as the page's own. */
  at: string
  /** Another one when a page about them has more to show than numbers: a run began or ended, a connector was changed. */
  shape: string
  isMoving: boolean
  connectors: LiveConnector[]
}

/** What a browser is told. The first step has all connectors, each other only those that have changed. */
export type LiveStep = { at: string; shape: string; isWhole: boolean; connectors: LiveConnector[] }

/** Why the server says no more. */
export type LiveEnd = { ended: 'lifetime' | 'fault' | 'full' }

export function changedConnectors(before: LiveSnapshot, after: LiveSnapshot): LiveConnector[] {
  const known = new Map(before.connectors.map((connector) => [connector.id, JSON.stringify(connector)]))
  return after.connectors.filter((connector) => known.get(connector.id) !== JSON.stringify(connector))
}

/** What is known after a step, by id. */
export function afterStep(
  known: ReadonlyMap<string, LiveConnector>,
  step: LiveStep,
): ReadonlyMap<string, LiveConnector> {
  const told = step.connectors.map((connector) => [connector.id, connector] as const)
  return new Map(step.isWhole ? told : [...known, ...told])
}

/** A row of the page with what has moved since. Numbers of a run that the page does not know wait for the page. */
export function withLive<
  Row extends { id: string; status: ConnectorStatus; lastRun: { id: string; counts: RunCounts } | null },
>(row: Row, live: LiveConnector | undefined): Row {
  if (!live || live.run?.id !== row.lastRun?.id) return row
  return {
    ...row,
    status: live.status,
    lastRun: row.lastRun && live.run && { ...row.lastRun, counts: live.run.counts },
  }
}
