import type { ConnectorStatus } from '#lib/domain/connector-status.ts'

export type RunFacts = { isPaused: boolean; status: ConnectorStatus; hasRun: boolean }

/** A key of the message files (`connector.noSync`), or null when a run can be asked for. A run that delivers does not hold up the next. */
export function whyNoRun({ isPaused, status, hasRun }: RunFacts): 'paused' | 'running' | null {
  if (isPaused) return 'paused'
  const isFetching = status.kind === 'importing' && status.stage !== 'delivering'
  return isFetching || (hasRun && status.kind === 'waiting-to-start') ? 'running' : null
}
