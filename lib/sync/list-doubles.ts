import type { FolderToCheck } from './ledger/check-ledger.ts'
import type { Clock } from './ports/clock.ts'
import type { ListOutcome, MailboxWriter } from './ports/mailbox-writer.ts'

/** Keys in memory: some 40 MB. Exchange lists the newest messages first. */
const MOST_MESSAGES = 100_000
const LONGEST_LISTING_MS = 60_000

export type ListedDoubles = {
  end: ListOutcome | { outcome: 'cut-short' }
  messages: number
  /** How many messages there are of each key that more than one has. */
  copies: Map<string, number>
}

/** Goes through a folder within bounds. A message that two pages show, since others came between, is one message. */
export async function listDoubles(
  ports: { mailboxes: MailboxWriter; clock: Clock },
  folder: FolderToCheck,
): Promise<ListedDoubles> {
  const startedMs = ports.clock.now().getTime()
  const seen = new Map<string, string>()
  const copies = new Map<string, Set<string>>()
  let messages = 0
  let end: ListedDoubles['end']
  try {
    end = await ports.mailboxes.listDeliveryKeys(folder.objectId, folder.folderId, async (page) => {
      if (messages >= MOST_MESSAGES || ports.clock.now().getTime() - startedMs > LONGEST_LISTING_MS)
        throw new CutShort()
      messages += page.length
      for (const { messageId, deliveryKey } of page) {
        if (deliveryKey === null) continue
        const first = seen.get(deliveryKey)
        if (first === undefined) seen.set(deliveryKey, messageId)
        else if (first !== messageId)
          copies.set(deliveryKey, (copies.get(deliveryKey) ?? new Set([first])).add(messageId))
      }
    })
  } catch (error) {
    if (!(error instanceof CutShort)) throw error
    end = { outcome: 'cut-short' }
  }
  return { end, messages, copies: new Map([...copies].map(([key, ids]) => [key, ids.size])) }
}

class CutShort extends Error {}
