import { z } from 'zod'
import { type Composition, compose } from '#lib/composition.ts'
import {
  ALERT_QUEUE,
  CHECK_QUEUE,
  DELIVER_QUEUE,
  MAPPING_CHECK_QUEUE,
  SAMPLE_QUEUE,
  SYNC_QUEUE,
  TICK_QUEUE,
} from '#lib/db/job-queues.ts'
import { requestDelivery } from '#lib/db/job-requests.ts'
import { deleteExpiredMappingUploads } from '#lib/db/mapping-uploads.ts'
import { openJobQueue } from '#lib/db/open-job-queue.ts'
import { ALERT_CHANNELS } from '#lib/domain/alert-rules.ts'
import type { Environment } from '#lib/platform/env.ts'
import { checkFolders } from '#lib/sync/check-folders.ts'
import { checkMappingUpload, tendMappingUploads } from '#lib/sync/check-mapping-upload.ts'
import { deliverAlerts } from '#lib/sync/deliver-alerts.ts'
import { deliverMailbox } from '#lib/sync/deliver-mailbox.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { continueSamples, samplePeople } from '#lib/sync/sample-people.ts'
import { tick } from '#lib/sync/tick.ts'
import { watchAlerts, watchConnector } from '#lib/sync/watch-alerts.ts'
import { workWithoutPauses } from './work-without-pauses.ts'

export type RunningWorker = { stop(): Promise<void> }

const syncJob = z.object({ tenantId: z.guid(), connectorId: z.guid(), runId: z.guid() })
const checkJob = z.object({ tenantId: z.guid(), runId: z.guid() })
const mappingCheckJob = z.object({ tenantId: z.guid(), uploadId: z.guid() })
const sampleJob = z.object({ tenantId: z.guid(), connectorId: z.guid() })
const alertJob = z.object({ tenantId: z.guid(), channel: z.enum(ALERT_CHANNELS) })
const deliverJob = z.object({ tenantId: z.guid(), mailboxId: z.string().regex(/^\d+$/) })

/** Runs of different connectors that one worker takes at a time: each holds a package's bytes and a pool connection. */
const PARALLEL_RUNS = 2
/** Polling is the fallback: a notification wakes the worker as soon as a job is there. */
const POLL_SECONDS = 2
/** A stopping worker lets its jobs end for this long; what remains is taken over after the heartbeat. */
const STOP_TIMEOUT_MS = 15_000

/** Starts the loop that does the work: in its own process, or inside the web process of a small installation. */
export async function startWorker(env: Environment): Promise<RunningWorker> {
  const composition = compose(env, 'worker')
  const { log } = composition
  const queue = await openJobQueue({
    url: env.DATABASE_URL,
    role: 'worker',
    poolMax: 8,
    statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
    onError: (error) => log.warn({ error: String(error) }, 'job queue'),
  })
  const polling = { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 }

  await queue.work(
    SYNC_QUEUE,
    { ...polling, localConcurrency: PARALLEL_RUNS, includeMetadata: true },
    async ([job]) => {
      if (!job) return
      const { tenantId, connectorId, runId } = syncJob.parse(job.data)
      await logged(composition, { runId }, () =>
        runSync(composition.ports, { tenantId, runId, isLastTry: job.retryCount >= job.retryLimit }),
      )
      // The run is as it is whatever comes of this, and the tick does it again.
      await logged(composition, { runId }, () =>
        watchConnector(composition.ports, { tenantId, connectorId }),
      ).catch(() => undefined)
    },
  )

  await workWithoutPauses(queue, DELIVER_QUEUE, env.WORKER_MAILBOXES, async (job) => {
    const data = deliverJob.parse(job.data)
    const mailbox = { tenantId: data.tenantId, mailboxId: BigInt(data.mailboxId) }
    const outcome = await logged(composition, data, () => deliverMailbox(composition.ports, mailbox))
    if (outcome.next === 'done') return
    // An exclusive queue takes no successor while this job is active, so it is completed first.
    await queue.complete(DELIVER_QUEUE, job.id)
    await requestDelivery(queue, mailbox, outcome.at)
  })

  // One at a time: nobody waits for it, and deliveries need the mailboxes.
  await queue.work(CHECK_QUEUE, { ...polling, localConcurrency: 1 }, async ([job]) => {
    if (!job) return
    const run = checkJob.parse(job.data)
    await logged(composition, run, () => checkFolders(composition.ports, run))
  })

  await queue.work(MAPPING_CHECK_QUEUE, { ...polling, localConcurrency: 2 }, async ([job]) => {
    if (!job) return
    const upload = mappingCheckJob.parse(job.data)
    await logged(composition, upload, () => checkMappingUpload(composition.ports, upload))
  })

  await queue.work(SAMPLE_QUEUE, { ...polling, localConcurrency: 1 }, async ([job]) => {
    if (!job) return
    const key = sampleJob.parse(job.data)
    await logged(composition, key, () => samplePeople(composition.ports, key))
  })

  await queue.work(ALERT_QUEUE, { ...polling, localConcurrency: 2 }, async ([job]) => {
    if (!job) return
    const key = alertJob.parse(job.data)
    await logged(composition, key, () => deliverAlerts(composition.ports, key))
  })

  await queue.work(TICK_QUEUE, { ...polling, localConcurrency: 1 }, async () => {
    await logged(composition, {}, () => tick(composition.ports))
    await logged(composition, {}, () => tendMappingUploads(composition.ports))
    await logged(composition, {}, () => continueSamples(composition.ports))
    await logged(composition, {}, () => watchAlerts(composition.ports))
    await logged(composition, {}, () =>
      deleteExpiredMappingUploads(composition.database, composition.clock.now()),
    )
  })
  await queue.schedule(TICK_QUEUE, '* * * * *')
  // What was left when the last worker stopped does not have to wait for the minute to end.
  await queue.send(TICK_QUEUE)
  log.info({}, 'worker started')

  return {
    async stop() {
      await queue.stop({ graceful: true, timeout: STOP_TIMEOUT_MS })
      await composition.close()
      log.info({}, 'worker stopped')
    },
  }
}

/** pg-boss keeps a fault in its table, where no operator looks: it goes to the log as well. */
async function logged<T>(
  composition: Composition,
  facts: Record<string, unknown>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    composition.log.error({ ...facts, err: error }, 'job failed')
    throw error
  }
}
