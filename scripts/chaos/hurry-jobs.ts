import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { DELIVER_QUEUE, SYNC_QUEUE, TICK_QUEUE } from '#lib/db/job-queues.ts'

export type JobHurry = { close(): Promise<void> }

/** A dead worker is noticed after this instead of half a minute, and its jobs are tried again after this. */
const HEARTBEAT_SECONDS = 4
const RETRY_DELAY_SECONDS = 1
/** A tick has no heartbeat: the one that a dead worker held is in the way until it expires, a minute usually. */
const TICK_EXPIRES_SECONDS = 5
const EVERY_MS = 1_000

/**
 * Lets the queue's clocks run faster: heartbeats, retries, the search for jobs of dead workers, and the minute tick.
 * All of it is configuration of pg-boss; what a job does is not touched.
 */
export async function hurryJobs(databaseUrl: string, ledger: pg.Pool): Promise<JobHurry> {
  await ledger.query(
    'update pgboss.queue set heartbeat_seconds = $1, retry_delay = $2, retry_delay_max = $3 where heartbeat_seconds is not null',
    [HEARTBEAT_SECONDS, RETRY_DELAY_SECONDS, 2 * RETRY_DELAY_SECONDS],
  )
  await ledger.query('update pgboss.queue set expire_seconds = $1 where name = $2', [
    TICK_EXPIRES_SECONDS,
    TICK_QUEUE,
  ])
  const queue = new PgBoss({
    connectionString: databaseUrl,
    max: 2,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    reindex: false,
    monitorIntervalSeconds: 1,
    superviseIntervalSeconds: 1,
  })
  // A second that is missed is made up for by the next.
  queue.on('error', () => undefined)
  await queue.start()
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    void queue
      .supervise()
      .then(() => queue.send(TICK_QUEUE))
      .then(() => ledger.query(WAKE, [[SYNC_QUEUE, DELIVER_QUEUE]]))
      .catch(() => undefined)
      .finally(() => {
        isBusy = false
      })
  }, EVERY_MS)
  return {
    async close() {
      clearInterval(timer)
      await queue.stop({ graceful: false })
    },
  }
}

/** Nobody is notified of a retry whose time has come: a worker finds it when it polls, every 30 s while it is notified. */
const WAKE = `select pg_notify('pgboss_' || left(encode(sha224('pgboss'), 'hex'), 24), name) from unnest($1::text[]) name`
