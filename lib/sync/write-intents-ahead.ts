import type { DeliveryLedger, MailboxClaim, MailboxUse, OpenDelivery } from './ledger/delivery-ledger.ts'
import type { Clock } from './ports/clock.ts'
import { SyncError } from './sync-error.ts'

/** Deliveries whose intent is written in one statement, and which are unknown together should this process die. */
const CHUNK = 50
/** Renewals of one intent, each of which took longer than an intent holds: this machine is in no state to deliver. */
const MOST_RENEWALS = 3
/** The next chunk is asked for when so few are left: longer than a database needs, at four requests in 50 ms. */
const LEFT_TO_ASK = 25

export type Intents = {
  /**
   * Returns when the intent of this delivery is in the ledger. Deliveries are asked for in their order.
   *
   * @returns false: it must not be sent any more, its run was cancelled.
   */
  written(delivery: OpenDelivery): Promise<boolean>
  /**
   * To be called right before a request that must not come late: whoever takes the mailbox over waits from the intent
   * on, and a worker that has lost it without knowing may have stood still since. An intent that is too old proves the
   * claim anew and counts from now.
   *
   * @param mostAgeMs half of the settling time when not given.
   * @returns whether it still does, for whoever lets the request wait.
   */
  holds(delivery: OpenDelivery, mostAgeMs?: number): Promise<() => boolean>
  /** Whatever became of it: its intent is renewed no more. */
  ended(delivery: OpenDelivery): void
  /** Writes no more. @returns those of `untaken` whose intent was written. */
  stop(untaken: readonly OpenDelivery[]): Promise<OpenDelivery[]>
}

/**
 * What an earlier attempt left is not sent but looked up, so it gets no new intent.
 *
 * @param takeUse what was sent since it was last asked: an upload that renews its intent tells what it has sent so far.
 */
export function writeIntentsAhead(
  ports: { deliveries: DeliveryLedger; clock: Clock; settleMs: number },
  mailbox: MailboxClaim,
  open: readonly OpenDelivery[],
  takeUse: () => MailboxUse[],
): Intents {
  const chunks: Promise<void>[] = []
  /** Of which the ledger did not take the intent. */
  const cancelled = new Set<bigint>()
  /** When each intent was written whose delivery has not ended, by the delivery's id. */
  const writtenAt = new Map<bigint, Date>()
  const positions = new Map(open.map((delivery, position) => [delivery.deliveryId, position]))

  function ask(chunk: number): Promise<void> | undefined {
    if (chunk * CHUNK >= open.length) return undefined
    if (!chunks[chunk]) {
      const at = ports.clock.now()
      const ids = open
        .slice(chunk * CHUNK, (chunk + 1) * CHUNK)
        .filter((delivery) => delivery.state === 'pending')
        .map((delivery) => delivery.deliveryId)
      const writing = ports.deliveries.markAttempting(mailbox, ids, at).then((marked) => {
        const taken = new Set(marked)
        for (const id of ids) {
          if (taken.has(id)) writtenAt.set(id, at)
          else cancelled.add(id)
        }
      })
      // Whoever needs it meets the fault; until then it is nobody's.
      writing.catch(() => undefined)
      chunks[chunk] = writing
    }
    return chunks[chunk]
  }

  const isFresh = (deliveryId: bigint, at: Date, mostAgeMs: number) =>
    at.getTime() - (writtenAt.get(deliveryId)?.getTime() ?? 0) < mostAgeMs

  /**
   * All that are too old together. Where many mailboxes share this process, a delivery waits longer than an intent holds, and the
   * fifty written with it as long: one by one, renewals were most of what the database did.
   */
  async function renew(deliveryId: bigint, at: Date, mostAgeMs: number): Promise<void> {
    const old = [...writtenAt.keys()].filter((id) => !isFresh(id, at, mostAgeMs))
    const ids = [...new Set([deliveryId, ...old])]
    await ports.deliveries.renewIntents(mailbox, ids, at, takeUse())
    for (const id of ids) if (id === deliveryId || writtenAt.has(id)) writtenAt.set(id, at)
  }
  let renewing: Promise<void> | null = null

  return {
    async written(delivery) {
      const position = positions.get(delivery.deliveryId) ?? 0
      const chunk = Math.floor(position / CHUNK)
      const writing = ask(chunk)
      if (position % CHUNK >= CHUNK - LEFT_TO_ASK) void ask(chunk + 1)
      await writing
      return !cancelled.has(delivery.deliveryId)
    },
    // Half of it is left for clocks that differ: a look-up follows no sooner than the settling time after the intent.
    async holds({ deliveryId }, mostAgeMs = ports.settleMs / 2) {
      for (let renewals = 0; renewals < MOST_RENEWALS; ) {
        const at = ports.clock.now()
        if (isFresh(deliveryId, at, mostAgeMs)) return () => isFresh(deliveryId, ports.clock.now(), mostAgeMs)
        if (!renewing) {
          renewals += 1
          renewing = renew(deliveryId, at, mostAgeMs).finally(() => {
            renewing = null
          })
        }
        await renewing
      }
      throw new SyncError('intent-too-old', 'The ledger takes too long for anything to be sent safely.', {
        isTransient: true,
      })
    },
    ended({ deliveryId }) {
      writtenAt.delete(deliveryId)
    },
    async stop(untaken) {
      await Promise.allSettled(chunks)
      const written = chunks.length * CHUNK
      return untaken.filter(
        ({ deliveryId }) => (positions.get(deliveryId) ?? written) < written && !cancelled.has(deliveryId),
      )
    },
  }
}
