import { storableText } from '#lib/domain/storable-text.ts'
import type { DeliverPorts } from './deliver-mailbox.ts'
import type { DeliveryResult, OpenDelivery } from './ledger/delivery-ledger.ts'
import type { CompleteOutcome, LookUpOutcome, MailboxObstacle, WriteOutcome } from './ports/mailbox-writer.ts'

/** How a try at a delivery ended. `holdUntil`: Microsoft asks for a pause of the whole mailbox. */
export type DeliveredOne = { result: DeliveryResult; holdUntil: Date | null }

type EndPorts = Pick<DeliverPorts, 'clock' | 'settleMs'>

/** Look-ups, a settling time apart, that must both miss the key before a message is sent again. */
const LOOKUPS_BEFORE_RESEND = 2
/** A mailbox that keeps losing answers: after that many sends the delivery is failed, with its reason, for a person. */
export const MOST_ATTEMPTS = 8
/** Exchange takes 30 minutes to 2 hours to heed a changed scope: eight attempts a quarter of an hour apart. */
const REFUSED_MAILBOX_WAIT_MS = 15 * 60_000
const LONGEST_DETAIL = 1_000

/** What a creating request came to, or what stood in the way of one. */
export function endAfterWrite(
  ports: EndPorts,
  delivery: OpenDelivery,
  written: Exclude<WriteOutcome, { outcome: 'created' }>,
): DeliveredOne {
  switch (written.outcome) {
    case 'refused':
      return ended(ports, delivery, { state: 'failed', reason: written.code, detail: written.detail })
    case 'mailbox-gone':
      return ended(ports, delivery, { state: 'failed', reason: written.code, detail: written.detail })
    case 'folder-gone':
      return ended(ports, delivery, { state: 'pending', reason: 'folder-gone' })
    case 'forbidden': {
      const end = { reason: 'mailbox-refused', detail: written.detail }
      return delivery.attempts + 1 >= MOST_ATTEMPTS
        ? ended(ports, delivery, { state: 'failed', ...end })
        : ended(ports, delivery, {
            state: 'pending',
            ...end,
            notBefore: inFuture(ports, REFUSED_MAILBOX_WAIT_MS),
          })
    }
    case 'not-sent':
      return ended(ports, delivery, { state: 'pending', reason: 'throttled' })
    case 'throttled': {
      const holdUntil = inFuture(ports, written.retryAfterMs)
      return { ...ended(ports, delivery, { state: 'pending', reason: 'throttled' }), holdUntil }
    }
    case 'unknown':
      return endUnconfirmed(ports, delivery, written)
  }
}

/** What a look-up said that did not find the message. Only *absent* counts: the others looked nowhere. */
export function endAfterLookUp(
  ports: EndPorts,
  delivery: OpenDelivery,
  answer: Exclude<LookUpOutcome, { outcome: 'found' }>,
): DeliveredOne {
  if (answer.outcome === 'mailbox-gone')
    return ended(ports, delivery, { state: 'failed', reason: answer.code, detail: answer.detail })
  if (answer.outcome !== 'absent') return endUnconfirmed(ports, delivery, answer)
  // Counted that far only because it was there: it has been removed since, and must not come back.
  if (delivery.lookups > LOOKUPS_BEFORE_RESEND)
    return ended(ports, delivery, { state: 'partially-imported', reason: 'removed-before-complete' })
  const lookups = delivery.lookups + 1
  if (lookups >= LOOKUPS_BEFORE_RESEND)
    return ended(ports, delivery, { state: 'pending', reason: 'sent-again', lookups: 0 })
  const notBefore = inFuture(ports, ports.settleMs)
  return ended(ports, delivery, { state: 'unconfirmed', reason: 'answer-lost', notBefore, lookups })
}

/**
 * What adding the missing attachments came to. The message itself is there, so nothing of this sends it again; tries
 * are counted above the look-ups that lead to a resend.
 */
export function endAfterComplete(
  ports: EndPorts,
  delivery: OpenDelivery,
  messageId: string,
  completed: CompleteOutcome,
): DeliveredOne {
  const partial = { state: 'partially-imported', graphMessageId: messageId } as const
  const uncounted = Math.max(delivery.lookups, LOOKUPS_BEFORE_RESEND + 1)
  const lookups = Math.max(delivery.lookups, LOOKUPS_BEFORE_RESEND) + 1
  switch (completed.outcome) {
    case 'complete':
      return ended(ports, delivery, { state: 'imported', graphMessageId: messageId })
    case 'partial':
    case 'mailbox-gone':
      return ended(ports, delivery, { ...partial, reason: completed.code, detail: completed.detail })
    case 'throttled':
      return endUnconfirmed(ports, { ...delivery, lookups: uncounted }, completed)
    case 'unknown':
    case 'forbidden':
      return lookups > LOOKUPS_BEFORE_RESEND + MOST_ATTEMPTS
        ? ended(ports, delivery, { ...partial, reason: 'attachments-missing', detail: completed.detail })
        : endUnconfirmed(ports, { ...delivery, lookups }, completed)
  }
}

/** The message may be there: whatever comes next begins with a look-up. */
function endUnconfirmed(
  ports: EndPorts,
  delivery: OpenDelivery,
  obstacle: Exclude<MailboxObstacle, { outcome: 'mailbox-gone' }>,
): DeliveredOne {
  const state = 'unconfirmed'
  switch (obstacle.outcome) {
    case 'throttled': {
      const holdUntil = inFuture(ports, obstacle.retryAfterMs)
      return {
        ...ended(ports, delivery, { state, reason: 'throttled', notBefore: holdUntil }),
        holdUntil,
      }
    }
    case 'forbidden': {
      const notBefore = inFuture(ports, REFUSED_MAILBOX_WAIT_MS)
      return ended(ports, delivery, { state, reason: 'mailbox-refused', detail: obstacle.detail, notBefore })
    }
    case 'unknown': {
      const notBefore = inFuture(ports, ports.settleMs)
      const detail = `${obstacle.code} ${obstacle.detail}`
      return ended(ports, delivery, { state, reason: 'answer-lost', detail, notBefore })
    }
  }
}

export function ended(
  ports: EndPorts,
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

function inFuture(ports: EndPorts, afterMs: number): Date {
  return new Date(ports.clock.now().getTime() + afterMs)
}
