import { keepCompiled } from '#lib/platform/keep-compiled.ts'
import { keepHeapSmall } from '#lib/platform/keep-heap-small.ts'

keepHeapSmall(25)
const writeCompiled = keepCompiled()

/** The worker's own process: SIGTERM or SIGINT lets running jobs end, for a bounded time. */
const worker = await start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})

/** Longer than the worker's own limit: a hang while closing must not keep the process. */
const HARD_STOP_MS = 20_000
let stopping = false

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), HARD_STOP_MS).unref()
    worker.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}

async function start() {
  // Not before the two above: they are for what is loaded here.
  const { startWorker } = await import('./start-worker.ts')
  const { readEnvironment } = await import('#lib/platform/env.ts')
  const started = await startWorker(readEnvironment())
  writeCompiled()
  return started
}
