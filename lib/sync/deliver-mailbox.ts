import type { ArchivedMessages } from './archived-messages.ts'
import { deliverSlice } from './deliver-slice.ts'
import { openSlice } from './delivery-slice.ts'
import type { DeliveryLedger, RunLedger } from './ledger-port.ts'
import type { Clock, ConnectorTypes, Log, MailboxWriter } from './ports.ts'
import { reconcileRun } from './reconcile-run.ts'
import type { ProgressReporter } from './report-progress.ts'

export type DeliverPorts = {
  runs: RunLedger
  deliveries: DeliveryLedger
  archive: ArchivedMessages
  mailboxes: MailboxWriter
  connectorTypes: ConnectorTypes
  progress: ProgressReporter
  clock: Clock
  log: Log
  /** How long Graph may need to finish a request whose answer was lost, and its index to show it. */
  settleMs: number
}

/** When to go on with the mailbox: at once, at a time, or not at all. */
export type DeliverOutcome = { next: 'done' } | { next: 'later'; at: Date }

/** Deliveries a job. Small enough that a mailbox's turn is short, large enough that the queue is never the limit. */
const SLICE = 500

/** Delivers what is open for one mailbox, oldest first. One worker at a time holds a mailbox. */
export async function deliverMailbox(
  ports: DeliverPorts,
  request: { tenantId: string; mailboxId: bigint },
): Promise<DeliverOutcome> {
  const mailbox = await ports.deliveries.claimMailbox(request.tenantId, request.mailboxId)
  if (mailbox.notBefore && mailbox.notBefore > ports.clock.now())
    return { next: 'later', at: mailbox.notBefore }
  const open = await ports.deliveries.takeOpen(mailbox, SLICE, ports.clock.now())
  const heldUntil = await deliverSlice(ports, openSlice(ports, mailbox), open)
  if (heldUntil) await ports.deliveries.holdMailbox(mailbox, heldUntil)
  for (const runId of new Set(open.map((delivery) => delivery.runId))) {
    await follow(ports, { tenantId: mailbox.tenantId, runId })
  }
  return whatNext(heldUntil, await ports.deliveries.nextDueAt(mailbox))
}

/** Whoever ends the last delivery of a run closes its books; until then its counts only move. */
async function follow(ports: DeliverPorts, run: { tenantId: string; runId: string }): Promise<void> {
  if (await ports.runs.hasOpenDeliveries(run.tenantId, run.runId)) await ports.progress.report(run)
  else await reconcileRun(ports, run)
}

function whatNext(heldUntil: Date | null, nextDueAt: Date | null): DeliverOutcome {
  if (!nextDueAt) return { next: 'done' }
  return { next: 'later', at: heldUntil && heldUntil > nextDueAt ? heldUntil : nextDueAt }
}
