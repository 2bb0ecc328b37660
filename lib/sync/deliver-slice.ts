import type { DeliverPorts } from './deliver-mailbox.ts'
import { deliverOne } from './deliver-one.ts'
import type { Slice } from './delivery-slice.ts'
import type { DeliveryResult, OpenDelivery } from './ledger/delivery-ledger.ts'
import { recognizeDelivered } from './recognize-delivered.ts'
import { takeUse } from './share-mailbox-use.ts'
import { writeIntentsAhead } from './write-intents-ahead.ts'
import { writeResultsBehind } from './write-results-behind.ts'

/**
 * Four are with Graph, which the mailbox writer sees to; as many again are read and decoded meanwhile, so that the next one is
 * there when an answer comes. With four in all, a mailbox stood still for the 6 to 8 ms that decoding takes under load.
 */
const UNDER_WAY = 8

export type SliceEnd = { heldUntil: Date | null; unsent: OpenDelivery[] }

/**
 * Delivers in order, some at a time. Intents are written ahead of the requests and results behind them, in bulk, so that
 * the mailbox never waits for the database.
 *
 * @returns until when Microsoft asked to wait, if it did, and what was not sent because of it, in its order.
 * @throws the fault that ended it, after everything that is known was written: the rest is looked up by its key later.
 */
export async function deliverSlice(
  ports: DeliverPorts,
  slice: Slice,
  open: readonly OpenDelivery[],
): Promise<SliceEnd> {
  const use = () => takeUse(ports, slice.mailbox.objectId)
  await recognizeDelivered(ports, slice, open)
  const intents = writeIntentsAhead(ports, slice.mailbox, open, use)
  const turn = { ...slice, intentHolds: intents.holds }
  const results = writeResultsBehind(ports, slice.mailbox, use)
  const state = { next: 0, heldUntil: null as Date | null, isOver: false }
  const unsent: OpenDelivery[] = []

  async function takeNext(): Promise<void> {
    while (!state.isOver && !state.heldUntil && state.next < open.length) {
      const delivery = open[state.next++] as OpenDelivery
      if (!(await intents.written(delivery))) continue
      if (state.heldUntil) {
        results.add(putBack(ports, delivery))
        unsent.push(delivery)
        return
      }
      const { result, holdUntil } = await deliverOne(ports, turn, delivery)
      intents.ended(delivery)
      if (holdUntil) state.heldUntil = later(state.heldUntil, holdUntil)
      results.add(result)
      // What may be there is looked up, and that in a turn of its own: here it would be sent again.
      if (holdUntil && result.state === 'pending') unsent.push(delivery)
      await results.keepUp()
    }
  }

  const workers = await Promise.allSettled(
    Array.from({ length: UNDER_WAY }, () =>
      takeNext().catch((error: unknown) => {
        state.isOver = true
        throw error
      }),
    ),
  )
  const untaken = open.slice(state.next)
  for (const delivery of await intents.stop(untaken)) results.add(putBack(ports, delivery))
  await results.flush()
  const fault = workers.find((worker) => worker.status === 'rejected')
  if (fault) throw fault.reason
  const order = new Map(open.map((delivery, position) => [delivery, position]))
  unsent.sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0))
  return { heldUntil: state.heldUntil, unsent: [...unsent, ...untaken] }
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
