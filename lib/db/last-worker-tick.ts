import type { Database } from './client.ts'
import { TICK_QUEUE } from './job-queues.ts'

/**
 * The newest tick that a worker ended, by the database's own clock; null when the queue remembers none. Every worker
 * ticks once a minute (lib/jobs/start-worker.ts), so this tells whether one is alive. pg-boss keeps ended jobs for a week.
 */
export async function findLastWorkerTick(
  database: Database,
): Promise<{ ageSeconds: number; succeeded: boolean } | null> {
  const [tick] = await database.$queryRaw<{ ageSeconds: number; state: string }[]>`
    select extract(epoch from now() - completed_on)::float8 as "ageSeconds", state::text
    from pgboss.job
    where name = ${TICK_QUEUE} and completed_on is not null
    order by completed_on desc
    limit 1`
  return tick ? { ageSeconds: tick.ageSeconds, succeeded: tick.state === 'completed' } : null
}
