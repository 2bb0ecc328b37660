import type { AlertKind } from './alert-kinds.ts'

/** Where an alert is told in full: among the people, in its run, or on the page of its connector. */
export function alertPath(alert: { kind: AlertKind; connectorId: string; runId: string | null }): string {
  const connector = `/data-connectors/connectors/${alert.connectorId}`
  if (alert.kind === 'people-silent') return `${connector}/people?state=silent`
  return alert.runId ? `${connector}/runs/${alert.runId}` : connector
}
