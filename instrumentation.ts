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
