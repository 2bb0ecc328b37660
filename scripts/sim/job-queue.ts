import {
  type CHECK_QUEUE,
  type DELIVER_QUEUE,
  JOB_QUEUES,
  type SYNC_QUEUE,
  TICK_QUEUE,
} from '#lib/db/job-queues.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { VirtualTime } from './virtual-time.ts'

export type QueueName = typeof DELIVER_QUEUE | typeof SYNC_QUEUE | typeof TICK_QUEUE | typeof CHECK_QUEUE

export type JobData = { runId: string } | { checkRunId: string } | { mailboxId: bigint } | null

export type Job = {
  id: number
  queue: QueueName
  key: string
  data: JobData
  state: 'waiting' | 'active' | 'ended'
  notBeforeMs: number
  retryCount: number
  retryLimit: number
  /** Which taking of the job is under way: a worker that lost it has an older one. */
  taking: number
}

export type Consumer = { canTake(queue: QueueName): boolean; take(job: Job): void }

export type JobQueue = ReturnType<typeof createJobQueue>

/** Longer than any notification, shorter than a poll. */
const SLOWEST_HAND_OVER_MS = 2_000

/**
 * The rules of the job queue: one job a key, queued or active; retries with limits; a job that outlives its time goes to
 * another worker. Whoever says that a job has ended is believed, also when it was taken from them: nothing that matters may
 * hang on it.
 */
export function createJobQueue(time: VirtualTime, random: SeededRandom) {
  const jobs = new Map<string, Job>()
  const consumers = new Set<Consumer>()
  let ids = 0
  /** Jobs taken in the same minute, by key. */
  const takings = new Map<string, { minute: number; count: number }>()
  let busiest = 0

  function offer(job: Job): void {
    const waitMs = Math.max(job.notBeforeMs - time.now(), 0) + random.integer(1, SLOWEST_HAND_OVER_MS)
    time.after(waitMs, () => {
      if (job.state !== 'waiting' || job.notBeforeMs > time.now()) return
      const free = [...consumers].filter((one) => one.canTake(job.queue))
      // Whoever becomes free looks for work anew.
      if (free.length === 0) return
      job.state = 'active'
      job.taking += 1
      noteTaking(job)
      expireLater(job)
      random.pick(free).take(job)
    })
  }

  function noteTaking({ key }: Job): void {
    const minute = Math.floor(time.now() / 60_000)
    const known = takings.get(key)
    const count = known?.minute === minute ? known.count + 1 : 1
    takings.set(key, { minute, count })
    busiest = Math.max(busiest, count)
  }

  function expireLater(job: Job): void {
    const { taking } = job
    time.after(1_000 * settingsOf(job.queue).expireInSeconds, () => giveUp(job, taking))
  }

  function end(job: Job): void {
    if (job.state !== 'active') return
    job.state = 'ended'
    jobs.delete(job.key)
  }

  function fail(job: Job): void {
    if (job.state !== 'active') return
    if (job.retryCount >= job.retryLimit) {
      end(job)
      return
    }
    const settings = settingsOf(job.queue)
    const delayMs = 1_000 * ('retryDelay' in settings ? settings.retryDelay : 0) * 2 ** job.retryCount
    job.retryCount += 1
    job.state = 'waiting'
    job.notBeforeMs = time.now() + delayMs
    offer(job)
  }

  /** What a supervisor does with a job whose worker does not beat any more. */
  function giveUp(job: Job, taking: number): void {
    if (job.taking === taking) fail(job)
  }

  return {
    send(queue: QueueName, key: string, data: JobData, startAfterMs = 0): void {
      const name = `${queue} ${key}`
      if (jobs.has(name)) return
      const job: Job = {
        ...{ id: ids++, queue, key: name, data, state: 'waiting', notBeforeMs: startAfterMs },
        ...{ retryCount: 0, retryLimit: settingsOf(queue).retryLimit, taking: 0 },
      }
      jobs.set(name, job)
      offer(job)
    },
    end,
    fail,
    giveUp,
    /** The queue is in the same database as the ledger, and of its backup nothing is worth keeping: the tick asks again. */
    empty(): void {
      for (const job of jobs.values()) job.state = 'ended'
      jobs.clear()
    },
    join(consumer: Consumer): void {
      consumers.add(consumer)
      for (const job of jobs.values()) offer(job)
    },
    leave: (consumer: Consumer) => void consumers.delete(consumer),
    /** A worker has room again. */
    lookForWork(): void {
      for (const job of jobs.values())
        if (job.state === 'waiting' && job.notBeforeMs <= time.now()) offer(job)
    },
    isEmpty: () => [...jobs.values()].every((job) => job.queue === TICK_QUEUE),
    /** Most jobs of one key within a minute. */
    busiest: () => busiest,
  }
}

function settingsOf(queue: QueueName) {
  const found = JOB_QUEUES.find((one) => one.name === queue)
  if (!found) throw new Error(`There is no queue ${queue}.`)
  return found
}
