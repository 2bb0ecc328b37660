import type { PgBoss } from 'pg-boss'
import type { AlertRequests } from '#lib/sync/ledger/alert-ledger.ts'
import type { MappingCheckRequests } from '#lib/sync/ledger/mapping-check-ledger.ts'
import type { SampleRequests } from '#lib/sync/ledger/site-sample-ledger.ts'
import type { JobRequests } from '#lib/sync/ports/job-requests.ts'
import {
  ALERT_QUEUE,
  CHECK_QUEUE,
  DELIVER_QUEUE,
  MAPPING_CHECK_QUEUE,
  SAMPLE_QUEUE,
  SYNC_QUEUE,
} from './job-queues.ts'

export type SyncJob = { tenantId: string; connectorId: string; runId: string }
export type CheckJob = { tenantId: string; runId: string }
export type MappingCheckJob = { tenantId: string; uploadId: string }
export type AlertJob = { tenantId: string; channel: string }
export type SampleJob = { tenantId: string; connectorId: string }
/** Job data is JSON, which has no bigint. */
export type DeliverJob = { tenantId: string; mailboxId: string }

/**
 * Requests work from the workers. The queues are `exclusive`: a request for a key that is queued or active already
 * adds nothing.
 */
export function createJobRequests(
  openQueue: () => Promise<PgBoss>,
): JobRequests & MappingCheckRequests & SampleRequests & AlertRequests {
  return {
    async syncConnector(run) {
      const data: SyncJob = { tenantId: run.tenantId, connectorId: run.connectorId, runId: run.runId }
      await (await openQueue()).send(SYNC_QUEUE, data, { singletonKey: `${run.tenantId}:${run.connectorId}` })
    },
    async checkFolders({ tenantId, runId }) {
      const data: CheckJob = { tenantId, runId }
      await (await openQueue()).send(CHECK_QUEUE, data, { singletonKey: runId })
    },
    async checkMapping({ tenantId, uploadId }) {
      const data: MappingCheckJob = { tenantId, uploadId }
      await (await openQueue()).send(MAPPING_CHECK_QUEUE, data, { singletonKey: uploadId })
    },
    async samplePeople({ tenantId, connectorId }) {
      const data: SampleJob = { tenantId, connectorId }
      await (await openQueue()).send(SAMPLE_QUEUE, data, { singletonKey: connectorId })
    },
    async deliverAlerts({ tenantId, channel }) {
      const data: AlertJob = { tenantId, channel }
      await (await openQueue()).send(ALERT_QUEUE, data, { singletonKey: `${tenantId}:${channel}` })
    },
    async deliverMailbox(mailbox) {
      await requestDelivery(await openQueue(), mailbox)
    },
  }
}

export async function requestDelivery(
  queue: PgBoss,
  mailbox: { tenantId: string; mailboxId: bigint },
  startAfter?: Date,
): Promise<void> {
  const data: DeliverJob = { tenantId: mailbox.tenantId, mailboxId: mailbox.mailboxId.toString() }
  await queue.send(DELIVER_QUEUE, data, {
    singletonKey: `${mailbox.tenantId}:${data.mailboxId}`,
    ...(startAfter && { startAfter }),
  })
}
