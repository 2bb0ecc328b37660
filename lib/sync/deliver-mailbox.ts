import { deliverOne } from './deliver-one.ts'
import { openSlice, type Slice } from './delivery-slice.ts'
import type { DeliveryLedger, DeliveryResult, OpenDelivery, RunLedger } from './ledger-port.ts'
import type { StagedPackagePorts } from './open-staged-package.ts'
import type { Clock, ConnectorTypes, Log, MailboxWriter, MessageFormat } from './ports.ts'
import { reconcileRun } from './reconcile-run.ts'

export type DeliverPorts = StagedPackagePorts & {
  runs: RunLedger
  deliveries: DeliveryLedger
  messages: MessageFormat
  mailboxes: MailboxWriter
  connectorTypes: ConnectorTypes
  clock: Clock
  log: Log
  /** How long Graph may need to finish a request whose answer was lost, and its index to show it. */
  settleMs: number
}

/** When to go on with the mailbox: at once, at a time, or not at all. */
export type DeliverOutcome = { next: 'done' } | { next: 'later'; at: Date }

/** Deliveries a job. Small enough that a mailbox's turn is short, large enough that the queue is never the limit. */
const SLICE = 500
/** Graph allows four concurrent requests an app and mailbox (learn.microsoft.com/graph/throttling-limits). */
const PARALLEL_REQUESTS = 4
/** Deliveries whose intent is written in one statement, and which are unknown together should this process die. */
const CHUNK = 20

/** Delivers what is open for one mailbox, oldest first. One worker at a time holds a mailbox. */
export async function deliverMailbox(
  ports: DeliverPorts,
  request: { tenantId: string; mailboxId: bigint },
): Promise<DeliverOutcome> {
  const mailbox = await ports.deliveries.claimMailbox(request.tenantId, request.mailboxId)
  if (mailbox.notBefore && mailbox.notBefore > ports.clock.now())
    return { next: 'later', at: mailbox.notBefore }
  const open = await ports.deliveries.takeOpen(mailbox, SLICE, ports.clock.now())
  const slice = openSlice(ports, mailbox)
  let heldUntil: Date | null = null
  try {
    for (let start = 0; start < open.length && !heldUntil; start += CHUNK) {
      heldUntil = await deliverChunk(ports, slice, open.slice(start, start + CHUNK))
    }
  } finally {
    await slice.close()
  }
  if (heldUntil) await ports.deliveries.holdMailbox(mailbox, heldUntil)
  for (const runId of new Set(open.map((delivery) => delivery.runId))) {
    await reconcileRun(ports, { tenantId: mailbox.tenantId, runId })
  }
  return whatNext(heldUntil, await ports.deliveries.nextDueAt(mailbox))
}

/** Returns until when Microsoft asked to wait, if it did. What was not sent by then stays as it was. */
async function deliverChunk(ports: DeliverPorts, slice: Slice, chunk: OpenDelivery[]): Promise<Date | null> {
  await ports.deliveries.markAttempting(slice.mailbox, idsToSend(chunk), ports.clock.now())
  const results: DeliveryResult[] = []
  const holds: Date[] = []
  const queue = [...chunk]
  async function takeNext(): Promise<void> {
    for (let delivery = queue.shift(); delivery; delivery = queue.shift()) {
      if (holds.length > 0) {
        results.push(putBack(ports, delivery))
        continue
      }
      const { result, holdUntil } = await deliverOne(ports, slice, delivery)
      results.push(result)
      if (holdUntil) holds.push(holdUntil)
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: PARALLEL_REQUESTS }, takeNext))
  // What is known is written before a fault is passed on: the rest is looked up by its key later.
  await ports.deliveries.saveResults(slice.mailbox, results)
  const fault = workers.find((worker) => worker.status === 'rejected')
  if (fault) throw fault.reason
  return holds.length > 0 ? new Date(Math.max(...holds.map((hold) => hold.getTime()))) : null
}

/** What an earlier attempt left is not sent but looked up, so it gets no new intent. */
function idsToSend(chunk: OpenDelivery[]): bigint[] {
  return chunk.filter((delivery) => delivery.state === 'pending').map((delivery) => delivery.deliveryId)
}

function putBack(ports: DeliverPorts, delivery: OpenDelivery): DeliveryResult {
  return {
    deliveryId: delivery.deliveryId,
    state: delivery.state === 'pending' ? 'pending' : 'unconfirmed',
    reason: 'throttled',
    detail: null,
    graphMessageId: null,
    notBefore: null,
    lookups: delivery.lookups,
    at: ports.clock.now(),
  }
}

function whatNext(heldUntil: Date | null, nextDueAt: Date | null): DeliverOutcome {
  if (!nextDueAt) return { next: 'done' }
  return { next: 'later', at: heldUntil && heldUntil > nextDueAt ? heldUntil : nextDueAt }
}
