import type { DeliveryLedger, MailboxClaim, OpenDelivery } from './ledger-port.ts'
import type { Clock } from './ports.ts'

/** Deliveries whose intent is written in one statement, and which are unknown together should this process die. */
const CHUNK = 50
/** The next chunk is asked for when so few are left: longer than a database needs, at four requests in 50 ms. */
const LEFT_TO_ASK = 25

export type Intents = {
  /** Returns when the intent of this delivery is in the ledger. Deliveries are asked for in their order. */
  written(delivery: OpenDelivery): Promise<void>
  /** Writes no more. @returns those of `untaken` whose intent was written. */
  stop(untaken: readonly OpenDelivery[]): Promise<OpenDelivery[]>
}

/** What an earlier attempt left is not sent but looked up, so it gets no new intent. */
export function writeIntentsAhead(
  ports: { deliveries: DeliveryLedger; clock: Clock },
  mailbox: MailboxClaim,
  open: readonly OpenDelivery[],
): Intents {
  const chunks: Promise<void>[] = []
  const positions = new Map(open.map((delivery, position) => [delivery.deliveryId, position]))

  function ask(chunk: number): Promise<void> | undefined {
    if (chunk * CHUNK >= open.length) return undefined
    if (!chunks[chunk]) {
      const ids = open
        .slice(chunk * CHUNK, (chunk + 1) * CHUNK)
        .filter((delivery) => delivery.state === 'pending')
        .map((delivery) => delivery.deliveryId)
      const writing = ports.deliveries.markAttempting(mailbox, ids, ports.clock.now())
      // Whoever needs it meets the fault; until then it is nobody's.
      writing.catch(() => undefined)
      chunks[chunk] = writing
    }
    return chunks[chunk]
  }

  return {
    async written(delivery) {
      const position = positions.get(delivery.deliveryId) ?? 0
      const chunk = Math.floor(position / CHUNK)
      const writing = ask(chunk)
      if (position % CHUNK >= CHUNK - LEFT_TO_ASK) void ask(chunk + 1)
      await writing
    },
    async stop(untaken) {
      await Promise.allSettled(chunks)
      const written = chunks.length * CHUNK
      return untaken.filter((delivery) => (positions.get(delivery.deliveryId) ?? written) < written)
    },
  }
}
