import { deliveryKeyOf } from '#lib/domain/delivery-key.ts'
import type { Slice } from './delivery-slice.ts'
import type { DeliveryLedger, MailboxClaim, OpenDelivery } from './ledger/delivery-ledger.ts'
import type { Clock } from './ports/clock.ts'
import type { ConnectorTypes } from './ports/connector-types.ts'
import type { Log } from './ports/log.ts'
import type { KeyedMessage, MailboxObstacle, MailboxWriter } from './ports/mailbox-writer.ts'

export type RecognizePorts = {
  deliveries: DeliveryLedger
  mailboxes: MailboxWriter
  clock: Clock
  log: Log
}

type ListObstacle = MailboxObstacle | { outcome: 'folder-gone'; code: string; detail: string }

/** Of each folder, before something is made in it: what was made last. One of them that is unknown says that the ledger is behind. */
const NEWEST = 20
const PAGE_SIZE = 1_000
/** A listing changes nothing, so a lost answer needs no look-up, only another try. */
const ASK_AGAIN_AFTER_MS = 5_000
/** A mailbox that is able to take messages and never to list them must not keep them out for good. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000

/**
 * Learns which of these deliveries the mailbox has although the ledger has them pending, as it does after a database was
 * restored from an older backup. To be called before their intents are written.
 */
export async function recognizeDelivered(
  ports: RecognizePorts & { connectorTypes: ConnectorTypes },
  slice: Slice,
  open: readonly OpenDelivery[],
): Promise<void> {
  slice.forgetObstacles()
  const pending = open.filter((delivery) => delivery.state === 'pending')
  const byFolder = Map.groupBy(pending, ({ typeId }) => ports.connectorTypes.get(typeId).folderName)
  for (const [folderName, [oldest]] of byFolder) if (oldest) await slice.folder(folderName, oldest.waitsSince)
  if (pending.length === 0) return
  const found = await ports.deliveries.foundMessages(slice.mailbox, pending.map(deliveryKeyOf))
  for (const [key, messageId] of found) slice.held.set(key, messageId)
}

/**
 * Compares the newest messages of a folder with the ledger. Nothing is made in a folder before all that is unknown in it was
 * written down, the oldest first: so what is unknown is always newer than what is known, whatever is interrupted, and a listing
 * ends with a page that holds nothing new.
 *
 * @returns what kept the folder from answering; null when the ledger knows all of it.
 */
export async function recordUnaccounted(
  ports: RecognizePorts,
  mailbox: MailboxClaim & { objectId: string; address: string },
  folderId: string,
  waitsSince: Date,
): Promise<ListObstacle | null> {
  const unknown: KeyedMessage[] = []
  const list = (pageSize: number) =>
    ports.mailboxes.listNewestKeys(mailbox.objectId, folderId, pageSize, async (page) => {
      const unaccounted = await ports.deliveries.unaccounted(mailbox, page)
      unknown.push(...unaccounted)
      return pageSize > NEWEST && (unaccounted.length > 0 || page.every(isForeign))
    })
  const newest = await list(NEWEST)
  if (newest.outcome !== 'listed') return obstacleOf(ports, mailbox, newest, waitsSince)
  if (unknown.length === 0) return null
  unknown.length = 0
  const whole = await list(PAGE_SIZE)
  if (whole.outcome !== 'listed') return obstacleOf(ports, mailbox, whole, waitsSince)
  for (let end = unknown.length; end > 0; end -= PAGE_SIZE)
    await ports.deliveries.saveFound(
      mailbox,
      unknown.slice(Math.max(0, end - PAGE_SIZE), end),
      ports.clock.now(),
    )
  ports.log.warn(
    { mailbox: mailbox.address, messages: unknown.length },
    'the mailbox holds messages that the ledger did not know',
  )
  return null
}

const isForeign = ({ deliveryKey }: KeyedMessage) => deliveryKey === null

function obstacleOf(
  ports: RecognizePorts,
  { address }: { address: string },
  obstacle: ListObstacle,
  waitsSince: Date,
): ListObstacle | null {
  if (obstacle.outcome !== 'unknown') return obstacle
  if (ports.clock.now().getTime() - waitsSince.getTime() < GIVE_UP_AFTER_MS)
    return { outcome: 'throttled', retryAfterMs: ASK_AGAIN_AFTER_MS }
  ports.log.warn(
    { mailbox: address, code: obstacle.code },
    'delivering without a look at the newest messages',
  )
  return null
}
