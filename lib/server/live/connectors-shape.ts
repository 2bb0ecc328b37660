import { createHash } from 'node:crypto'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'

const SHAPE_DIGITS = 16

type Shaped = { id: string; updatedAt: Date; status: ConnectorStatus; runId: string | null }

/** The same for the page and for what is told of it later, as long as nothing but numbers has changed. */
export function connectorsShape(connectors: readonly Shaped[]): string {
  const lines = connectors.map(({ id, updatedAt, status, runId }) =>
    [id, updatedAt.getTime(), runId, status.kind, status.kind === 'importing' ? status.stage : ''].join(' '),
  )
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, SHAPE_DIGITS)
}
