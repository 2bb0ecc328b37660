import { PgBoss } from 'pg-boss'
import { limitConnection } from './limit-connection.ts'

/**
 * Opens the queue as a role that may not change its schema.
 *
 * @param role a `worker` also supervises (finds jobs of dead workers) and keeps the schedule; a `sender` only adds jobs.
 * @param onError told of faults in the background, such as a lost connection. pg-boss goes on by itself.
 */
export async function openJobQueue(options: {
  url: string
  role: 'worker' | 'sender'
  poolMax: number
  statementTimeoutMs?: number
  onError: (error: unknown) => void
}): Promise<PgBoss> {
  const isWorker = options.role === 'worker'
  const queue = new PgBoss({
    ...limitConnection(options.url, options.statementTimeoutMs),
    max: options.poolMax,
    migrate: false,
    createSchema: false,
    supervise: isWorker,
    schedule: isWorker,
    useListenNotify: isWorker,
    // Rebuilding an index needs its owner, which this role is not.
    reindex: false,
  })
  queue.on('error', options.onError)
  await queue.start()
  return queue
}
