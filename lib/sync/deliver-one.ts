import { attachOriginal } from '#lib/domain/attach-original.ts'
import { deliveryKeyOf } from '#lib/domain/delivery-key.ts'
import { dropOversizedAttachments } from '#lib/domain/drop-oversized-attachments.ts'
import { ITEM_CATEGORIES } from '#lib/domain/item-category.ts'
import { originalArchiveMessageId } from '#lib/domain/original-message.ts'
import { storableText } from '#lib/domain/storable-text.ts'
import type { ReadMessage } from './archived-messages.ts'
import type { DeliverPorts } from './deliver-mailbox.ts'
import type { Slice } from './delivery-slice.ts'
import {
  type DeliveredOne,
  endAfterComplete,
  endAfterLookUp,
  endAfterWrite,
  ended,
  MOST_ATTEMPTS,
} from './end-delivery.ts'
import type { OpenDelivery } from './ledger/delivery-ledger.ts'
import type { MailboxMessage, WriteOutcome } from './ports/mailbox-writer.ts'

/**
 * `intentHolds` returns when what was intended may still be sent, with how to ask again. @throws when the mailbox is another
 * worker's.
 */
type Turn = Slice & { intentHolds(delivery: OpenDelivery, mostAgeMs?: number): Promise<() => boolean> }

/** A request waits for those before it: two of them that take all of their time can make an intent too old. */
const MOST_SENDS = 3

/**
 * Delivers one item to one mailbox and says how it ended.
 *
 * A delivery that an earlier attempt may have completed is looked up by its key first. It is sent again only when
 * two look-ups a settling time apart both say that it is not there: rather twice than lost, and counted. A message
 * that is there without all of its attachments is completed, never made again.
 */
export async function deliverOne(
  ports: DeliverPorts,
  turn: Turn,
  delivery: OpenDelivery,
): Promise<DeliveredOne> {
  if (delivery.state !== 'pending') return lookUp(ports, turn, delivery)
  if (delivery.attempts >= MOST_ATTEMPTS) {
    return ended(ports, delivery, { state: 'failed', reason: 'too-many-attempts' })
  }
  const held = turn.held.get(deliveryKeyOf(delivery))
  if (held !== undefined) return completeHeld(ports, turn, delivery, held)
  return ports.archive.use(delivery, async (read) => {
    if (!read.ok)
      return ended(ports, delivery, { state: 'failed', reason: 'unreadable', detail: read.detail })
    const fitting = await toMailboxMessage(ports, delivery, read)
    if (fitting) return send(ports, turn, delivery, fitting)
    const detail = `The body alone has more than the limit of ${delivery.itemLimitBytes} bytes.`
    return ended(ports, delivery, { state: 'failed', reason: 'too-large', detail })
  })
}

async function send(
  ports: DeliverPorts,
  turn: Turn,
  delivery: OpenDelivery,
  fitting: FittingMessage,
): Promise<DeliveredOne> {
  const { message } = fitting
  const { folderName } = ports.connectorTypes.get(delivery.typeId)
  const folder = await turn.folder(folderName, delivery.waitsSince)
  if (!folder.ok) return endAfterWrite(ports, delivery, folder.outcome)
  const { objectId } = turn.mailbox
  const written = await createInTime(ports, turn, delivery, folder.folderId, message)
  if (written.outcome === 'folder-gone') await turn.forgetFolder(folderName)
  if (written.outcome !== 'created') return endAfterWrite(ports, delivery, written)
  const { messageId, isComplete } = written
  const completed = isComplete
    ? { outcome: 'complete' as const, messageId }
    : await ports.mailboxes.complete(objectId, messageId, message, fenceOf(ports, turn, delivery))
  return withFacts(fitting, endAfterComplete(ports, delivery, messageId, completed))
}

/** What waited too long is not sent, but intended anew, which only the worker that has the mailbox can do. */
async function createInTime(
  ports: DeliverPorts,
  turn: Turn,
  delivery: OpenDelivery,
  folderId: string,
  message: MailboxMessage,
): Promise<WriteOutcome> {
  let written: WriteOutcome = { outcome: 'not-sent' }
  for (let sends = 0; written.outcome === 'not-sent' && sends < MOST_SENDS; sends += 1) {
    const mayBeSent = await turn.intentHolds(delivery)
    written = await ports.mailboxes.create(turn.mailbox.objectId, folderId, message, mayBeSent)
  }
  return written
}

async function lookUp(ports: DeliverPorts, turn: Turn, delivery: OpenDelivery): Promise<DeliveredOne> {
  const now = ports.clock.now()
  const settledAt = new Date((delivery.attemptedAt ?? now).getTime() + ports.settleMs)
  // A worker died after the intent: the request may still be on its way.
  if (now < settledAt) {
    return ended(ports, delivery, { state: 'unconfirmed', reason: 'answer-lost', notBefore: settledAt })
  }
  const answer = await ports.mailboxes.findByDeliveryKey(turn.mailbox.objectId, deliveryKeyOf(delivery))
  if (answer.outcome !== 'found') {
    const end = endAfterLookUp(ports, delivery, answer)
    if (end.result.state === 'pending')
      ports.log.warn(
        { runId: delivery.runId, deliveryId: delivery.deliveryId.toString() },
        'sending again after look-ups',
      )
    return end
  }
  return completeThere(ports, turn, delivery, answer.messageId)
}

/** The mailbox has it, and the ledger learns it only now: that is said. */
async function completeHeld(
  ports: DeliverPorts,
  turn: Turn,
  delivery: OpenDelivery,
  messageId: string,
): Promise<DeliveredOne> {
  const { result, holdUntil } = await completeThere(ports, turn, delivery, messageId)
  const isImported = result.state === 'imported' && result.reason === null
  return { result: isImported ? { ...result, reason: 'already-there' } : result, holdUntil }
}

async function completeThere(
  ports: DeliverPorts,
  turn: Turn,
  delivery: OpenDelivery,
  messageId: string,
): Promise<DeliveredOne> {
  const { objectId } = turn.mailbox
  return ports.archive.use(delivery, async (read) => {
    // It could be read when it was sent; what is there is all that there is.
    const fitting = read.ok ? await toMailboxMessage(ports, delivery, read) : null
    if (!fitting) return ended(ports, delivery, { state: 'imported', graphMessageId: messageId })
    const beforeSend = fenceOf(ports, turn, delivery)
    const completed = await ports.mailboxes.complete(objectId, messageId, fitting.message, beforeSend)
    return withFacts(fitting, endAfterComplete(ports, delivery, messageId, completed))
  })
}

/**
 * An upload may take longer than the settling time, and whoever takes the mailbox over lists the attachments once: what is still
 * on its way then would be there twice. So the intent is kept young all the while.
 */
function fenceOf(ports: DeliverPorts, turn: Turn, delivery: OpenDelivery): () => Promise<void> {
  return async () => {
    await turn.intentHolds(delivery, ports.settleMs / INTENTS_A_SETTLING_TIME)
  }
}

/** Every ten seconds of an upload, at two minutes. */
const INTENTS_A_SETTLING_TIME = 12

type FittingMessage = {
  message: MailboxMessage
  droppedNames: string[]
  /** The name of its own bytes, when they were to be attached and did not fit. */
  originalLeftOut: string | null
  /** The id of the message that it is about, when it is recalled or edited and says so. */
  originalArchiveMessageId: string | null
}

/** Null when nothing that may be dropped makes it fit the connector's limit. */
async function toMailboxMessage(
  ports: DeliverPorts,
  delivery: OpenDelivery,
  { message: whole, original }: Extract<ReadMessage, { ok: true }>,
): Promise<FittingMessage | null> {
  const { itemLimitBytes } = delivery
  const partial =
    delivery.overLimit === 'import-partially'
      ? dropOversizedAttachments(whole, itemLimitBytes)
      : { message: whole, dropped: [], notes: [] }
  if (!partial) return null
  const { message, leftOut } = delivery.attachOriginal
    ? attachOriginal(partial.message, await original(), itemLimitBytes)
    : { message: partial.message, leftOut: null }
  return {
    message: {
      message,
      messageClass: ports.connectorTypes.get(delivery.typeId).messageClass,
      deliveryKey: deliveryKeyOf(delivery),
      category: ITEM_CATEGORIES[delivery.kind],
      receivedAt: delivery.sentAt ?? delivery.package.modifiedAt,
      notes: leftOut ? [...partial.notes, leftOut.note] : partial.notes,
    },
    droppedNames: partial.dropped.map((attachment) => attachment.fileName),
    originalLeftOut: leftOut?.fileName ?? null,
    originalArchiveMessageId: originalArchiveMessageId(delivery.kind, whole.body),
  }
}

function withFacts(
  { droppedNames, originalLeftOut, originalArchiveMessageId }: FittingMessage,
  { result, holdUntil }: DeliveredOne,
): DeliveredOne {
  const linked = originalArchiveMessageId
    ? { ...result, originalArchiveMessageId: storableText(originalArchiveMessageId, LONGEST_DETAIL) }
    : result
  const leftOut = originalLeftOut ? [...droppedNames, originalLeftOut] : droppedNames
  if (leftOut.length === 0 || result.state !== 'imported') return { result: linked, holdUntil }
  // What went in without an attachment went in partially, by the connector's own choice.
  const partially = {
    state: 'partially-imported',
    detail: storableText(`Left out: ${leftOut.join(', ')}`, LONGEST_DETAIL),
  } as const
  const partial =
    droppedNames.length > 0
      ? { ...partially, reason: 'attachment-over-limit' }
      : { ...partially, reason: 'original-over-limit' }
  return { result: { ...linked, ...partial }, holdUntil }
}

const LONGEST_DETAIL = 1_000
