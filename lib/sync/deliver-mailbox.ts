import { setTimeout as waitForTimer } from 'node:timers/promises'
import type { ArchivedMessages } from './archived-messages.ts'
import { type CheckPorts, checkMailbox } from './check-mailbox.ts'
import { deliverSlice } from './deliver-slice.ts'
import { openSlice } from './delivery-slice.ts'
import type { ClaimedMailbox, DeliveryLedger, OpenDelivery } from './ledger/delivery-ledger.ts'
import type { RunLedger } from './ledger/run-ledger.ts'
import type { ConnectorTypes } from './ports/connector-types.ts'
import type { Log } from './ports/log.ts'
import { reconcileRun } from './reconcile-run.ts'
import type { ProgressReporter } from './report-progress.ts'
import { resumeUse } from './share-mailbox-use.ts'

export type DeliverPorts = CheckPorts & {
  runs: RunLedger
  deliveries: DeliveryLedger
  archive: ArchivedMessages
  connectorTypes: ConnectorTypes
  progress: ProgressReporter
  log: Log
  /** How long Graph may need to finish a request whose answer was lost, and its index to show it. */
  settleMs: number
  /** A timer when not given. */
  wait?: (timeMs: number) => Promise<unknown>
}

/** When to go on with the mailbox: at once, at a time, or not at all. */
export type DeliverOutcome = { next: 'done' } | { next: 'later'; at: Date }

/** Deliveries a job. Small enough that a mailbox's turn is short, large enough that the queue is never the limit. */
const SLICE = 500
/** No job sleeps longer at a time. */
const LONGEST_HOLD_MS = 10_000
/** A mailbox that is held again and again goes back to the queue, and another gets its place. */
const MOST_HELD_MS = 60_000

/**
 * Delivers what is open for one mailbox, oldest first, and looks through its folders where a run has finished. One worker at a time
 * holds a mailbox.
 */
export async function deliverMailbox(
  ports: DeliverPorts,
  request: { tenantId: string; mailboxId: bigint },
): Promise<DeliverOutcome> {
  const mailbox = await ports.deliveries.claimMailbox(request.tenantId, request.mailboxId)
  if (mailbox.notBefore && mailbox.notBefore > ports.clock.now())
    return { next: 'later', at: mailbox.notBefore }
  resumeUse(ports, mailbox)
  const open = await ports.deliveries.takeOpen(mailbox, SLICE, ports.clock.now())
  const heldUntil = await deliverThroughShortHolds(ports, mailbox, open)
  if (heldUntil) await ports.deliveries.holdMailbox(mailbox, heldUntil)
  for (const runId of new Set(open.map((delivery) => delivery.runId))) {
    await follow(ports, { tenantId: mailbox.tenantId, runId })
  }
  if (!heldUntil) await checkMailbox(ports, mailbox)
  return whatNext(heldUntil, await ports.deliveries.nextDueAt(mailbox))
}

/**
 * Exchange's usual "later" is a second (MailboxConcurrency). Giving the mailbox back to the queue for that costs more than
 * the second; a longer wait is the queue's, since a waiting job holds a worker's place.
 */
async function deliverThroughShortHolds(
  ports: DeliverPorts,
  mailbox: ClaimedMailbox,
  open: OpenDelivery[],
): Promise<Date | null> {
  const slice = openSlice(ports, mailbox)
  let waitedMs = 0
  let end = await deliverSlice(ports, slice, open)
  const runIds = [...new Set(open.map((delivery) => delivery.runId))]
  while (end.heldUntil) {
    // Now that it waits, this costs no delivery anything.
    await ports.deliveries.noteHold(mailbox, { runIds, at: ports.clock.now(), until: end.heldUntil })
    const holdMs = Math.max(0, end.heldUntil.getTime() - ports.clock.now().getTime())
    waitedMs += holdMs
    if (holdMs > LONGEST_HOLD_MS || waitedMs > MOST_HELD_MS || end.unsent.length === 0) return end.heldUntil
    await (ports.wait ?? waitForTimer)(holdMs)
    end = await deliverSlice(ports, slice, end.unsent)
  }
  return null
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
