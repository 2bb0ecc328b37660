import type { DeliveryLedger, DeliveryResult, MailboxClaim, MailboxUse } from './ledger/delivery-ledger.ts'

/** Results that one statement writes. */
const CHUNK = 50
/** More than that unwritten, and the deliveries wait: a worker that dies makes each of them a look-up. */
const MOST_UNWRITTEN = 200

export type Results = {
  add(result: DeliveryResult): void
  /** Returns at once unless the database is far behind. @throws what went wrong while writing. */
  keepUp(): Promise<void>
  /** Writes what is left. */
  flush(): Promise<void>
}

/**
 * One statement at a time: results of one delivery must not overtake each other.
 *
 * @param takeUse what was sent since it was last asked; written with the results that it led to.
 */
export function writeResultsBehind(
  ports: { deliveries: DeliveryLedger },
  mailbox: MailboxClaim,
  takeUse: () => MailboxUse[],
): Results {
  let waiting: DeliveryResult[] = []
  let writing: Promise<void> | null = null
  let fault: { error: unknown } | null = null

  function write(): Promise<void> {
    writing ??= (async () => {
      try {
        while (waiting.length > 0 && !fault) {
          const chunk = waiting
          waiting = []
          await ports.deliveries.saveResults(mailbox, chunk, takeUse())
        }
      } catch (error) {
        fault = { error }
      } finally {
        writing = null
      }
    })()
    return writing
  }

  return {
    add(result) {
      waiting.push(result)
      if (waiting.length >= CHUNK) void write()
    },
    async keepUp() {
      if (waiting.length >= MOST_UNWRITTEN) await write()
      if (fault) throw fault.error
    },
    async flush() {
      // What is being written now may not hold what was added since.
      while ((waiting.length > 0 || writing) && !fault) await write()
      if (fault) throw (fault as { error: unknown }).error
    },
  }
}
