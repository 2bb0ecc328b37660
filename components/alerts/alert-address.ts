import type { Route } from 'next'

/** Where an alert is told in full: its run, or its connector. */
export function alertAddress({ connectorId, runId }: { connectorId: string; runId: string | null }): Route {
  const connector = `/data-connectors/connectors/${connectorId}`
  return (runId ? `${connector}/runs/${runId}` : connector) as Route
}
