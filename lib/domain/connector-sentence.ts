import type { ConnectorStatus } from './connector-status.ts'

/** The one sentence that a connector's Overview begins with; a key of the message files. */
export type ConnectorSentence =
  | 'paused'
  | 'waiting'
  | 'running'
  | 'all-in'
  | 'with-problems'
  | 'open-books'
  | 'failed'

/** A run that has ended and does not add up outranks whatever else it would say of itself. */
export function connectorSentence(
  status: ConnectorStatus,
  books: { items: { balanced: boolean }; deliveries: { balanced: boolean } } | null,
): ConnectorSentence {
  switch (status.kind) {
    case 'paused':
    case 'failed':
      return status.kind
    case 'waiting-to-start':
      return 'waiting'
    case 'importing':
      return 'running'
    case 'completed':
    case 'completed-with-problems':
      if (books && !(books.items.balanced && books.deliveries.balanced)) return 'open-books'
      return status.kind === 'completed' ? 'all-in' : 'with-problems'
  }
}
