import type { Instrumentation } from 'next'
import type { Logger } from './logger.ts'

type Asked = Parameters<Instrumentation.onRequestError>

/**
 * Writes down what a page failed of, with the reference that whoever saw the page has. Next itself writes it to the standard
 * error, in colours and over many lines, and as we serve it not at all.
 *
 * @param request its address goes into the log without what follows the question mark: that is what somebody searched for.
 */
export function logRequestError(log: Logger, error: Asked[0], request: Asked[1], context: Asked[2]): void {
  log.error(
    {
      reference: digestOf(error),
      method: request.method,
      path: request.path.split('?', 1)[0],
      route: context.routePath,
      during: context.renderSource ?? context.routeType,
      err: error,
    },
    'a page failed',
  )
}

function digestOf(error: unknown): string | null {
  const digest = typeof error === 'object' && error && 'digest' in error ? error.digest : null
  return typeof digest === 'string' ? digest : null
}
