import type { Instrumentation } from 'next'

/** Runs once before the server takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { keepHeapSmall } = await import('#lib/platform/keep-heap-small.ts')
  keepHeapSmall(40)
  const { readEnvironment } = await import('#lib/platform/env.ts')
  // A configuration that is not complete is said now, not at the first request.
  const env = readEnvironment()
  if (!env.INLINE_WORKER) return
  const { startWorker } = await import('#lib/jobs/start-worker.ts')
  await startWorker(env)
}

/** Runs whenever a page could not be made. Actions and routes answer for themselves: their wrapper writes down what they fail of. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { readEnvironment } = await import('#lib/platform/env.ts')
  const { createLogger } = await import('#lib/platform/logger.ts')
  const { logRequestError } = await import('#lib/platform/log-request-error.ts')
  logRequestError(createLogger({ level: readEnvironment().LOG_LEVEL, name: 'web' }), error, request, context)
}
