import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type {
  CompleteOutcome,
  FolderOutcome,
  KeyedMessage,
  ListOutcome,
  LookUpOutcome,
  MailboxMessage,
  MailboxWriter,
  SentUse,
  WriteOutcome,
} from '#lib/sync/ports/mailbox-writer.ts'
import { addMissingAttachments } from './add-attachments.ts'
import { toCreatingRequest } from './creating-request.ts'
import { ensureFolder } from './ensure-folder.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRequestError } from './graph-errors.ts'
import { limitConcurrency } from './limit-concurrency.ts'
import { listKeyedMessages } from './list-delivery-keys.ts'
import { obstacleOf, writeOutcomeOf } from './mailbox-outcome.ts'
import { allMessagesPath, folderMessagesPath } from './mailbox-paths.ts'
import { DELIVERY_KEY } from './message-json.ts'
import { quoted, withQuery } from './odata.ts'
import type { Graph } from './open-graph.ts'
import { readAnswer } from './read-answer.ts'
import { OpenUploads, type UploadPorts } from './upload-attachment.ts'

/** Each holds some pieces of 3 MB in memory, and 150 MB in five minutes are all that a mailbox takes. */
const PARALLEL_UPLOADS = 4

/** Writes messages as JSON with MAPI properties: the only way of v1.0 that makes received messages, in all clouds. */
export class GraphMailboxWriter implements MailboxWriter {
  readonly #graph: GraphClient
  readonly #use: Graph['use']
  readonly #uploads: Omit<UploadPorts, 'beforeSend'>

  constructor({ graph, uploads, use }: Graph) {
    this.#graph = graph
    this.#use = use
    const oneOfFew = limitConcurrency(PARALLEL_UPLOADS)
    this.#uploads = { graph, uploads, sessions: new OpenUploads(), oneOfFew, wait }
  }

  resumeUse(mailboxObjectId: string, use: SentUse[]): void {
    this.#use.resume(mailboxObjectId, use)
  }

  takeUse(mailboxObjectId: string): SentUse[] {
    return this.#use.take(mailboxObjectId)
  }

  async ensureFolder(
    mailboxObjectId: string,
    displayName: string,
    knownFolderId: string | null,
  ): Promise<FolderOutcome> {
    try {
      const folderId = await ensureFolder(this.#graph, { mailboxObjectId, displayName }, knownFolderId)
      return { ok: true, folderId }
    } catch (error) {
      return { ok: false, outcome: folderObstacle(error) }
    }
  }

  async create(
    mailboxObjectId: string,
    folderId: string,
    message: MailboxMessage,
    mayBeSent?: () => boolean,
  ): Promise<WriteOutcome> {
    const request = toCreatingRequest(message)
    if (!request.ok) return { outcome: 'refused', code: request.code, detail: request.detail }
    try {
      const answer = await this.#graph.post(
        folderMessagesPath(mailboxObjectId, folderId),
        request.json,
        mayBeSent,
      )
      const { id } = readAnswer(created, answer)
      return { outcome: 'created', messageId: id, isComplete: request.isComplete }
    } catch (error) {
      return writeOutcomeOf(error)
    }
  }

  async complete(
    mailboxObjectId: string,
    messageId: string,
    message: MailboxMessage,
    beforeSend: () => Promise<void> = async () => undefined,
  ): Promise<CompleteOutcome> {
    const ports = { ...this.#uploads, beforeSend }
    return addMissingAttachments(ports, mailboxObjectId, messageId, message.message)
  }

  async findByDeliveryKey(mailboxObjectId: string, deliveryKey: string): Promise<LookUpOutcome> {
    const property = `ep/id eq ${quoted(DELIVERY_KEY)} and ep/value eq ${quoted(deliveryKey)}`
    const path = withQuery(allMessagesPath(mailboxObjectId), {
      $filter: `singleValueExtendedProperties/Any(ep: ${property})`,
      $select: 'id',
      $top: '1',
    })
    try {
      const [found] = readAnswer(list, await this.#graph.get(path)).value
      return found ? { outcome: 'found', messageId: found.id } : { outcome: 'absent' }
    } catch (error) {
      return obstacleOf(error) ?? notAnswered(error)
    }
  }

  listDeliveryKeys(
    mailboxObjectId: string,
    folderId: string,
    onPage: (messages: KeyedMessage[]) => Promise<void>,
  ): Promise<ListOutcome> {
    const goOn = async (messages: KeyedMessage[]) => {
      await onPage(messages)
      return true
    }
    return listKeyedMessages(this.#graph, folderMessagesPath(mailboxObjectId, folderId), goOn)
  }

  listNewestKeys(
    mailboxObjectId: string,
    folderId: string,
    pageSize: number,
    onPage: (messages: KeyedMessage[]) => Promise<boolean>,
  ): Promise<ListOutcome> {
    const path = folderMessagesPath(mailboxObjectId, folderId)
    return listKeyedMessages(this.#graph, path, onPage, { newestFirst: true, pageSize })
  }
}

const created = z.object({ id: z.string().min(1) })
const list = z.object({ value: z.array(created) })

/** To ask for a folder is safe to repeat, to make one too: no message depends on what an answer that is lost would have said. */
function folderObstacle(error: unknown): Extract<FolderOutcome, { ok: false }>['outcome'] {
  if (error instanceof GraphRequestError && error.code === 'graph_unavailable')
    return { outcome: 'throttled', retryAfterMs: error.retryAfterMs ?? FOLDER_RETRY_MS }
  const outcome = writeOutcomeOf(error)
  // The root of a mailbox cannot be gone while the mailbox is there.
  return outcome.outcome === 'folder-gone'
    ? { outcome: 'mailbox-gone', code: 'mailbox-gone', detail: outcome.detail }
    : outcome
}

const FOLDER_RETRY_MS = 5_000

/** Graph refused the question itself, or knows nothing of its path: that is not an answer to it. */
function notAnswered(error: unknown): LookUpOutcome {
  if (!(error instanceof GraphRequestError)) throw error
  return { outcome: 'unknown', code: error.graphCode, detail: error.message }
}
