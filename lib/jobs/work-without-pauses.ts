import type { Job, PgBoss } from 'pg-boss'

/** How soon a job is found whose time has come: nobody is notified of that. One of the loops asks this often. */
const POLL_SECONDS = 2
/** The other loops are woken; this is for a notification that was lost. */
const BACKSTOP_SECONDS = 30

/**
 * Takes jobs one by one in so many loops, and the next one at once.
 *
 * pg-boss pauses a loop after each job until its poll or a notification, and notifications come when jobs are sent, not
 * when a loop is free: of a hundred mailboxes and twenty loops, the last ones waited 64 s (pg-boss 12.35, measured). So a
 * loop that has done a job asks again, and one that has found a job wakes the next: there may be more.
 */
export async function workWithoutPauses<T>(
  queue: PgBoss,
  name: string,
  loops: number,
  handle: (job: Job<T>) => Promise<void>,
): Promise<void> {
  const ids: string[] = []
  const wake = (loop: number) => {
    const id = ids[loop % loops]
    if (id !== undefined) queue.notifyWorker(id)
  }
  for (let loop = 0; loop < loops; loop += 1) {
    const polling = {
      batchSize: 1,
      pollingIntervalSeconds: loop === 0 ? POLL_SECONDS : BACKSTOP_SECONDS,
      notifyPollingIntervalSeconds: loop === 0 ? POLL_SECONDS : BACKSTOP_SECONDS,
    }
    ids[loop] = await queue.work<T>(name, polling, async ([job]) => {
      if (!job) return
      wake(loop + 1)
      try {
        await handle(job)
      } finally {
        wake(loop)
      }
    })
  }
}
