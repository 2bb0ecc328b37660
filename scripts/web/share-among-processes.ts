import cluster, { type Worker } from 'node:cluster'

/** Longer than a process lets its last answers take. */
const LONGEST_STOP_MS = 10_000

/**
 * Starts the web app so many times on one port. Nothing is kept in a process that another would need: sessions are in cookies, all else
 * in PostgreSQL. One that ends by itself is replaced; one that ends before it has served anything would end again, so all do.
 */
export function shareAmongProcesses(count: number): void {
  let isStopping = false
  const stop = (exitCode: number) => {
    if (!isStopping) process.exitCode = exitCode
    isStopping = true
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM')
    // What does not end in time is ended: its connection to this process is its life.
    setTimeout(() => process.exit(), LONGEST_STOP_MS).unref()
  }
  const start = (isFirst: boolean) => {
    // Small installations have the worker in the web app; one is enough.
    const worker = cluster.fork(isFirst ? {} : { INLINE_WORKER: '0' })
    worker.on('exit', (code, signal) => {
      if (isStopping) return
      process.stderr.write(`A process of the web app has ended (${signal || `code ${code}`}).\n`)
      if (hasServed(worker)) start(isFirst)
      else stop(code || 1)
    })
  }
  process.on('SIGTERM', () => stop(143))
  process.on('SIGINT', () => stop(130))
  cluster.on('listening', (worker) => served.add(worker))
  for (let index = 0; index < count; index += 1) start(index === 0)
}

const served = new WeakSet<Worker>()
const hasServed = (worker: Worker) => served.has(worker)
