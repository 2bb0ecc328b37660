import type {
  CompleteOutcome,
  FolderOutcome,
  ListOutcome,
  LookUpOutcome,
  MailboxMessage,
  MailboxObstacle,
  MailboxWriter,
  WriteOutcome,
} from '#lib/sync/ports/mailbox-writer.ts'
import { never, type Process } from './process.ts'
import type { SeededRandom } from './seeded-random.ts'

export type StoredMessage = {
  messageId: string
  deliveryKey: string
  /** Connector and text: what a person would see. */
  content: string
  visibleAtMs: number
  /** How many attachments it should have, and has. */
  wanted: number
  attached: number
}

export type Mailbox = {
  messages: StoredMessage[]
  folderId: string | null
  isGone: boolean
}

export type MailboxSafeties = { lookUp: boolean; key: boolean }

/** How long a message whose answer was lost waits for its look-up. */
export const SETTLE_MS = 120_000
/** From sending to being shown by a filter: what the settling time stands for, and what the world keeps to. */
const LATEST_VISIBLE_MS = SETTLE_MS - 5_000
const SLOWEST_FILTER_MS = 20_000
/** The client gives up then, as the product's does. */
const REQUEST_TIMEOUT_MS = 110_000
const LONGEST_RETRY_AFTER_MS = 900_000
const LONGEST_UPLOAD_MS = 600_000

export function mailboxWriterOf(
  process: Process,
  find: (objectId: string) => Mailbox,
  safeties: MailboxSafeties,
): MailboxWriter {
  const { time, random, faults, trace } = process.surroundings

  /** One request, from being sent to its answer. What was sent arrives, whatever becomes of the sender. */
  async function request<T>(name: string, effect: (sentAtMs: number) => T, lost: T): Promise<T> {
    // A process that stands still does so before it decides to send, or after: between the two lies not an instruction.
    if (process.isDead() || faults.strikes('crash')) {
      process.die()
      return never()
    }
    const sentAtMs = time.now()
    const isLost = faults.strikes('graph-lost')
    const isSlow = faults.strikes('graph-slow') || process.isDragging()
    const slowestMs = isSlow ? REQUEST_TIMEOUT_MS - SLOWEST_FILTER_MS : 200
    const arrivesAfterMs = random.integer(10, isLost ? LATEST_VISIBLE_MS - SLOWEST_FILTER_MS : slowestMs)
    const neverArrives = isLost && random.chance(0.3)
    const answer: { value: T } = { value: lost }
    const arrived = time.sleep(arrivesAfterMs).then(() => {
      if (neverArrives) return
      answer.value = effect(sentAtMs)
      trace(`${process.name} ${name} arrived: ${JSON.stringify(answer.value)}`)
    })
    if (isLost) await time.sleep(random.integer(5, REQUEST_TIMEOUT_MS))
    else await arrived.then(() => time.sleep(random.integer(1, 10)))
    if (faults.strikes('crash')) process.die()
    await process.toRun()
    if (!isLost) return answer.value
    trace(`${process.name} ${name} answer lost`)
    return lost
  }

  function obstacle(mailbox: Mailbox): MailboxObstacle | null {
    if (mailbox.isGone) return { outcome: 'mailbox-gone', code: 'mailbox-gone', detail: '' }
    if (faults.strikes('mailbox-forbidden'))
      return { outcome: 'forbidden', code: 'ErrorAccessDenied', detail: '' }
    if (faults.strikes('graph-throttled'))
      return { outcome: 'throttled', retryAfterMs: random.integer(1, LONGEST_RETRY_AFTER_MS) }
    return null
  }

  return {
    // Exchange's budgets are no part of the simulation.
    resumeUse() {},
    takeUse: () => [],
    ensureFolder: (objectId) =>
      request<FolderOutcome>(
        `ensureFolder ${objectId}`,
        () => {
          const mailbox = find(objectId)
          const outcome = obstacle(mailbox)
          if (outcome) return { ok: false, outcome }
          mailbox.folderId ??= newId(random, 'folder')
          return { ok: true, folderId: mailbox.folderId }
        },
        { ok: false, outcome: LOST },
      ),
    create: (objectId, folderId, message) =>
      request<WriteOutcome>(
        `create ${objectId} "${message.message.body.content.slice(0, 20)}"`,
        (sentAtMs) => {
          const mailbox = find(objectId)
          if (faults.strikes('folder-gone')) mailbox.folderId = null
          const inTheWay = obstacle(mailbox)
          if (inTheWay) return inTheWay
          if (mailbox.folderId !== folderId)
            return { outcome: 'folder-gone', code: 'ErrorItemNotFound', detail: '' }
          if (faults.strikes('graph-refused'))
            return { outcome: 'refused', code: 'ErrorRefused', detail: 'Refused for good.' }
          const stored = store(message, sentAtMs)
          mailbox.messages.push(stored)
          return {
            outcome: 'created',
            messageId: stored.messageId,
            isComplete: stored.attached >= stored.wanted,
          }
        },
        LOST,
      ),
    async complete(objectId, messageId, _message, beforeSend) {
      await process.toRun()
      await time.sleep(random.integer(10, 200))
      const listed = find(objectId).messages.find((one) => one.messageId === messageId)
      if (listed && listed.attached >= listed.wanted) return { outcome: 'complete', messageId }
      // A large one takes its time.
      if (process.isDragging()) await time.sleep(random.integer(1_000, LONGEST_UPLOAD_MS))
      await process.toRun()
      await beforeSend()
      return request<CompleteOutcome>(
        `complete ${objectId} ${messageId}`,
        () => {
          const mailbox = find(objectId)
          const inTheWay = obstacle(mailbox)
          if (inTheWay) return inTheWay
          const stored = mailbox.messages.find((one) => one.messageId === messageId)
          if (!stored) return { outcome: 'partial', messageId, code: 'removed', detail: '' }
          stored.attached += 1
          return { outcome: 'complete', messageId }
        },
        LOST,
      )
    },
    async findByDeliveryKey(objectId, deliveryKey): Promise<LookUpOutcome> {
      await process.toRun()
      await time.sleep(random.integer(10, 200))
      const mailbox = find(objectId)
      const stored = mailbox.messages.find(
        (one) => safeties.lookUp && one.deliveryKey === deliveryKey && one.visibleAtMs <= time.now(),
      )
      const inTheWay = faults.strikes('look-up-fault') ? LOST : obstacle(mailbox)
      const found = stored ? ({ outcome: 'found', messageId: stored.messageId } as const) : null
      const answer = inTheWay ?? found ?? { outcome: 'absent' }
      trace(`${process.name} look-up ${objectId} ${deliveryKey.slice(0, 6)}: ${JSON.stringify(answer)}`)
      await time.sleep(random.integer(1, 10))
      await process.toRun()
      return answer
    },
    async listDeliveryKeys(objectId, folderId, onPage): Promise<ListOutcome> {
      await process.toRun()
      await time.sleep(random.integer(10, 200))
      const mailbox = find(objectId)
      const inTheWay = faults.strikes('look-up-fault') ? LOST : obstacle(mailbox)
      if (inTheWay) return inTheWay
      if (mailbox.folderId !== folderId)
        return { outcome: 'folder-gone', code: 'ErrorItemNotFound', detail: '' }
      const { messages } = mailbox
      for (let start = 0; start < messages.length; start += LISTED_A_PAGE) {
        const page = messages.slice(Math.max(0, start - 1), start + LISTED_A_PAGE)
        await onPage(page.map(({ messageId, deliveryKey }) => ({ messageId, deliveryKey })))
        await process.toRun()
      }
      return { outcome: 'listed', messages: messages.length }
    },
    async listNewestKeys(objectId, folderId, pageSize, onPage): Promise<ListOutcome> {
      await process.toRun()
      await time.sleep(random.integer(10, 200))
      const mailbox = find(objectId)
      const inTheWay = obstacle(mailbox)
      if (inTheWay) return inTheWay
      if (mailbox.folderId !== folderId)
        return { outcome: 'folder-gone', code: 'ErrorItemNotFound', detail: '' }
      const messages = safeties.lookUp ? mailbox.messages.toReversed() : []
      for (let start = 0; start < messages.length; start += Math.min(pageSize, LISTED_A_PAGE)) {
        if (faults.strikes('look-up-fault')) return LOST
        const page = messages.slice(start, start + Math.min(pageSize, LISTED_A_PAGE))
        const goesOn = await onPage(page.map(({ messageId, deliveryKey }) => ({ messageId, deliveryKey })))
        await process.toRun()
        if (!goesOn) break
      }
      return { outcome: 'listed', messages: messages.length }
    },
  }

  function store(message: MailboxMessage, sentAtMs: number): StoredMessage {
    const slowestMs = Math.min(time.now() + SLOWEST_FILTER_MS, sentAtMs + LATEST_VISIBLE_MS)
    return {
      messageId: newId(random, 'message'),
      deliveryKey: safeties.key ? message.deliveryKey : newId(random, 'key'),
      content: message.message.body.content,
      visibleAtMs: random.integer(time.now(), Math.max(time.now(), slowestMs)),
      wanted: message.message.attachments.length,
      attached: 0,
    }
  }
}

/** Each page begins with the last message of the one before: folders move while they are listed. */
const LISTED_A_PAGE = 10

const LOST = { outcome: 'unknown', code: 'timeout', detail: 'No answer.' } as const

function newId(random: SeededRandom, what: string): string {
  return `${what}-${random.integer(0, 1_000_000_000)}`
}
