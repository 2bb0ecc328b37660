import type { ArchivedMessage } from '#lib/domain/archived-message.ts'
import { deliveryKeyOf } from '#lib/domain/delivery-key.ts'
import { ITEM_CATEGORIES } from '#lib/domain/item-category.ts'
import { storableText } from '#lib/domain/storable-text.ts'
import type { DeliverPorts } from './deliver-mailbox.ts'
import type { Slice } from './delivery-slice.ts'
import type { DeliveryResult, OpenDelivery } from './ledger-port.ts'
import type { WriteOutcome } from './ports.ts'

export type DeliveredOne = { result: DeliveryResult; holdUntil: Date | null }

/** Look-ups, a settling time apart, that must both miss the key before a message is sent again. */
const LOOKUPS_BEFORE_RESEND = 2
/** A mailbox that keeps losing answers: after that many sends the delivery is failed, with its reason, for a person. */
const MOST_ATTEMPTS = 8
const LONGEST_DETAIL = 1_000

/**
 * Delivers one item to one mailbox and says how it ended.
 *
 * A delivery that an earlier attempt may have completed is looked up by its key first. It is sent again only when
 * two look-ups a settling time apart both say that it is not there: rather twice than lost, and counted.
 */
export async function deliverOne(
  ports: DeliverPorts,
  slice: Slice,
  delivery: OpenDelivery,
): Promise<DeliveredOne> {
  if (delivery.state !== 'pending') return lookUp(ports, slice, delivery)
  if (delivery.attempts >= MOST_ATTEMPTS) {
    return ended(ports, delivery, { state: 'failed', reason: 'too-many-attempts' })
  }
  return ports.archive.use(delivery, (message) =>
    message.ok
      ? send(ports, slice, delivery, message.message)
      : ended(ports, delivery, { state: 'failed', reason: 'unreadable', detail: message.detail }),
  )
}

async function send(
  ports: DeliverPorts,
  slice: Slice,
  delivery: OpenDelivery,
  message: ArchivedMessage,
): Promise<DeliveredOne> {
  const type = ports.connectorTypes.get(delivery.typeId)
  const folder = await slice.folder(type.folderName)
  if (!folder.ok) return afterWrite(ports, delivery, folder.outcome)
  const written = await ports.mailboxes.create(slice.mailbox.objectId, folder.folderId, {
    message,
    messageClass: type.messageClass,
    deliveryKey: deliveryKeyOf(delivery),
    category: ITEM_CATEGORIES[delivery.kind],
    receivedAt: delivery.sentAt ?? delivery.package.modifiedAt,
  })
  if (written.outcome === 'folder-gone') await slice.forgetFolder(type.folderName)
  return afterWrite(ports, delivery, written)
}

async function lookUp(ports: DeliverPorts, slice: Slice, delivery: OpenDelivery): Promise<DeliveredOne> {
  const now = ports.clock.now()
  const settledAt = new Date((delivery.attemptedAt ?? now).getTime() + ports.settleMs)
  // A worker died after the intent: the request may still be on its way.
  if (now < settledAt) {
    return ended(ports, delivery, { state: 'unconfirmed', reason: 'answer-lost', notBefore: settledAt })
  }
  const found = await ports.mailboxes.findByDeliveryKey(slice.mailbox.objectId, deliveryKeyOf(delivery))
  if (found) return ended(ports, delivery, { state: 'imported', graphMessageId: found.messageId })
  const lookups = delivery.lookups + 1
  if (lookups < LOOKUPS_BEFORE_RESEND) {
    const notBefore = new Date(now.getTime() + ports.settleMs)
    return ended(ports, delivery, { state: 'unconfirmed', reason: 'answer-lost', notBefore, lookups })
  }
  ports.log.warn(
    { runId: delivery.runId, deliveryId: delivery.deliveryId.toString() },
    'sending again after look-ups',
  )
  return ended(ports, delivery, { state: 'pending', reason: 'sent-again', lookups: 0 })
}

function afterWrite(ports: DeliverPorts, delivery: OpenDelivery, written: WriteOutcome): DeliveredOne {
  const now = ports.clock.now()
  switch (written.outcome) {
    case 'created':
      return ended(ports, delivery, { state: 'imported', graphMessageId: written.messageId })
    case 'refused':
      return ended(ports, delivery, { state: 'failed', reason: written.code, detail: written.detail })
    case 'mailbox-gone':
      return ended(ports, delivery, { state: 'failed', reason: 'mailbox-gone', detail: written.detail })
    case 'folder-gone':
      return ended(ports, delivery, { state: 'pending', reason: 'folder-gone' })
    case 'unknown': {
      const notBefore = new Date(now.getTime() + ports.settleMs)
      return ended(ports, delivery, {
        state: 'unconfirmed',
        reason: 'answer-lost',
        detail: `${written.code} ${written.detail}`,
        notBefore,
      })
    }
    case 'throttled': {
      const holdUntil = new Date(now.getTime() + written.retryAfterMs)
      return { ...ended(ports, delivery, { state: 'pending', reason: 'throttled' }), holdUntil }
    }
  }
}

function ended(
  ports: DeliverPorts,
  delivery: OpenDelivery,
  end: Pick<DeliveryResult, 'state'> & Partial<DeliveryResult>,
): DeliveredOne {
  return {
    result: {
      deliveryId: delivery.deliveryId,
      reason: null,
      graphMessageId: null,
      notBefore: null,
      // What was throttled was not carried out, and does not count: a mailbox may be throttled for hours.
      attempts: delivery.attempts + (delivery.state === 'pending' && end.reason !== 'throttled' ? 1 : 0),
      lookups: delivery.lookups,
      at: ports.clock.now(),
      ...end,
      detail: end.detail ? storableText(end.detail, LONGEST_DETAIL) : null,
    },
    holdUntil: null,
  }
}
