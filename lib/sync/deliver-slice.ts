import type { DeliverPorts } from './deliver-mailbox.ts'
import { deliverOne } from './deliver-one.ts'
import type { Slice } from './delivery-slice.ts'
import type { DeliveryResult, OpenDelivery } from './ledger-port.ts'
import { writeIntentsAhead } from './write-intents-ahead.ts'
import { writeResultsBehind } from './write-results-behind.ts'

/** Graph allows four concurrent requests an app and mailbox (learn.microsoft.com/graph/throttling-limits). */
const PARALLEL_REQUESTS = 4

/**
 * Delivers in order, four at a time. Intents are written ahead of the requests and results behind them, in bulk, so that
 * the mailbox never waits for the database: between an answer and the next request lies only the decoding.
 *
 * @returns until when Microsoft asked to wait, if it did. What was not sent by then stays as it was.
 * @throws the fault that ended it, after everything that is known was written: the rest is looked up by its key later.
 */
export async function deliverSlice(
  ports: DeliverPorts,
  slice: Slice,
  open: readonly OpenDelivery[],
): Promise<Date | null> {
  const intents = writeIntentsAhead(ports, slice.mailbox, open)
  const results = writeResultsBehind(ports, slice.mailbox)
  const state = { next: 0, heldUntil: null as Date | null, isOver: false }

  async function takeNext(): Promise<void> {
    while (!state.isOver && !state.heldUntil && state.next < open.length) {
      const delivery = open[state.next++] as OpenDelivery
      await intents.written(delivery)
      if (state.heldUntil) {
        results.add(putBack(ports, delivery))
        return
      }
      const { result, holdUntil } = await deliverOne(ports, slice, delivery)
      if (holdUntil) state.heldUntil = later(state.heldUntil, holdUntil)
      results.add(result)
      await results.keepUp()
    }
  }

  const workers = await Promise.allSettled(
    Array.from({ length: PARALLEL_REQUESTS }, () =>
      takeNext().catch((error: unknown) => {
        state.isOver = true
        throw error
      }),
    ),
  )
  for (const delivery of await intents.stop(open.slice(state.next))) results.add(putBack(ports, delivery))
  await results.flush()
  const fault = workers.find((worker) => worker.status === 'rejected')
  if (fault) throw fault.reason
  return state.heldUntil
}

function later(one: Date | null, other: Date): Date {
  return one && one > other ? one : other
}

/** Its intent was written and it was not sent. */
function putBack(ports: DeliverPorts, delivery: OpenDelivery): DeliveryResult {
  return {
    deliveryId: delivery.deliveryId,
    state: delivery.state === 'pending' ? 'pending' : 'unconfirmed',
    reason: 'throttled',
    detail: null,
    graphMessageId: null,
    notBefore: null,
    attempts: delivery.attempts,
    lookups: delivery.lookups,
    at: ports.clock.now(),
  }
}
