import { CHECK_QUEUE, DELIVER_QUEUE, SYNC_QUEUE, TICK_QUEUE } from '#lib/db/job-queues.ts'
import { checkFolders } from '#lib/sync/check-folders.ts'
import { deliverMailbox } from '#lib/sync/deliver-mailbox.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { tick } from '#lib/sync/tick.ts'
import { TENANT_ID } from './claimed-runs.ts'
import type { Consumer, Job, JobQueue, QueueName } from './job-queue.ts'
import { type PortsOfProcess, portsOf } from './ports-of-process.ts'
import { createProcess, type Process } from './process.ts'
import type { World } from './world.ts'

const PLACES: Record<QueueName, number> = {
  [SYNC_QUEUE]: 2,
  [DELIVER_QUEUE]: 4,
  [TICK_QUEUE]: 1,
  [CHECK_QUEUE]: 1,
}
/** Until a job whose worker does not beat any more is given to another. */
const HEARTBEAT_MS = 30_000
const LONGEST_DRAG_MS = 900_000

/** Keeps a worker running on a machine: when it dies another begins there, with the same disk. */
export function runWorkers(world: World, machine: string): void {
  const disk = new Map()
  let lives = 0
  function begin(): void {
    lives += 1
    const process = createProcess(world.surroundings, `${machine}.${lives}`, () => {
      worker.end()
      world.workers.delete(process)
      world.time.after(world.workersStandMs() + world.random.integer(1_000, 60_000), begin)
    })
    world.workers.add(process)
    const worker = startWorker(world, process, portsOf(world, process, disk))
  }
  begin()
}

/** What lib/jobs does with pg-boss. */
function startWorker(world: World, process: Process, ports: PortsOfProcess): { end(): void } {
  const { queue, time, random } = world
  const active = new Map<Job, number>()
  const consumer: Consumer = {
    canTake: (name) =>
      !process.isDead() && [...active.keys()].filter((job) => job.queue === name).length < PLACES[name],
    take(job) {
      active.set(job, job.taking)
      if (world.faults.strikes('heartbeat-lost')) {
        const { taking } = job
        process.drag(random.integer(HEARTBEAT_MS, LONGEST_DRAG_MS))
        time.after(HEARTBEAT_MS + random.integer(0, 90_000), () => queue.giveUp(job, taking))
      }
      void work(job)
    },
  }
  queue.join(consumer)

  async function work(job: Job): Promise<void> {
    try {
      await carryOut(queue, ports, job)
      await process.toRun()
      queue.end(job)
    } catch (error) {
      await process.toRun()
      world.surroundings.trace(`${process.name} ${job.key} failed: ${String(error)}`)
      queue.fail(job)
    }
    active.delete(job)
    queue.lookForWork()
  }

  return {
    end() {
      queue.leave(consumer)
      for (const [job, taking] of active)
        time.after(HEARTBEAT_MS + random.integer(0, 30_000), () => queue.giveUp(job, taking))
    },
  }
}

async function carryOut(queue: JobQueue, ports: PortsOfProcess, job: Job): Promise<void> {
  if (job.data === null) {
    await tick(ports)
  } else if ('checkRunId' in job.data) {
    await checkFolders(ports, { tenantId: TENANT_ID, runId: job.data.checkRunId })
  } else if ('runId' in job.data) {
    const isLastTry = job.retryCount >= job.retryLimit
    await runSync(ports, { tenantId: TENANT_ID, runId: job.data.runId, isLastTry })
  } else {
    const { mailboxId } = job.data
    const outcome = await deliverMailbox(ports, { tenantId: TENANT_ID, mailboxId })
    if (outcome.next === 'done') return
    queue.end(job)
    await ports.successor(mailboxId, outcome.at)
  }
}
