import type { ConnectorStatus } from './connector-status.ts'

/** The one sentence that a connector's Overview begins with; a key of the message files. */
export type ConnectorSentence =
  | 'paused'
  | 'waiting'
  | 'running'
  | 'all-in'
  | 'with-problems'
  | 'open-books'
  | 'late'
  | 'failed'
  | 'cancelled'

/**
 * A run that has ended and does not add up outranks whatever else it would say of itself. After it comes a run that
 * should have begun and has not: what the last one brought is old news then.
 */
export function connectorSentence(
  status: ConnectorStatus,
  books: { items: { balanced: boolean }; deliveries: { balanced: boolean } } | null,
  isLate: boolean,
): ConnectorSentence {
  switch (status.kind) {
    case 'paused':
      return 'paused'
    case 'failed':
    case 'cancelled':
      return isLate ? 'late' : status.kind
    case 'waiting-to-start':
      return isLate ? 'late' : 'waiting'
    case 'importing':
      return 'running'
    case 'completed':
    case 'completed-with-problems':
      if (books && !(books.items.balanced && books.deliveries.balanced)) return 'open-books'
      if (isLate) return 'late'
      return status.kind === 'completed' ? 'all-in' : 'with-problems'
  }
}
