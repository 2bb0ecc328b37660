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
} from '#lib/sync/ports.ts'
import { addMissingAttachments } from './add-attachments.ts'
import { toCreatingRequest } from './creating-request.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRequestError } from './graph-errors.ts'
import { limitConcurrency } from './limit-concurrency.ts'
import { listKeyedMessages } from './list-delivery-keys.ts'
import { obstacleOf, writeOutcomeOf } from './mailbox-outcome.ts'
import { allMessagesPath, childFoldersPath, folderMessagesPath } from './mailbox-paths.ts'
import { DELIVERY_KEY } from './message-json.ts'
import { quoted, withQuery } from './odata.ts'
import type { Graph } from './open-graph.ts'
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

  async ensureFolder(mailboxObjectId: string, displayName: string): Promise<FolderOutcome> {
    try {
      const existing = await this.#findFolder(mailboxObjectId, displayName)
      return { ok: true, folderId: existing ?? (await this.#makeFolder(mailboxObjectId, displayName)) }
    } catch (error) {
      const outcome = writeOutcomeOf(error)
      // The root of a mailbox cannot be gone while the mailbox is there.
      return {
        ok: false,
        outcome:
          outcome.outcome === 'folder-gone'
            ? { outcome: 'mailbox-gone', code: 'mailbox-gone', detail: outcome.detail }
            : outcome,
      }
    }
  }

  async #makeFolder(mailboxObjectId: string, displayName: string): Promise<string> {
    try {
      const json = JSON.stringify({ displayName, isHidden: false })
      return readAnswer(created, await this.#graph.post(childFoldersPath(mailboxObjectId), json)).id
    } catch (error) {
      // Another worker, or a first try of ours whose answer was lost, made it between the two requests.
      if (!(error instanceof GraphRequestError) || error.code !== 'graph_conflict') throw error
      const made = await this.#findFolder(mailboxObjectId, displayName)
      if (made === null) throw error
      return made
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
    return listKeyedMessages(this.#graph, folderMessagesPath(mailboxObjectId, folderId), onPage)
  }

  async #findFolder(mailboxObjectId: string, displayName: string): Promise<string | null> {
    const path = withQuery(childFoldersPath(mailboxObjectId), {
      $filter: `displayName eq ${quoted(displayName)}`,
      $select: 'id,displayName',
    })
    const folders = readAnswer(list, await this.#graph.get(path)).value
    return folders[0]?.id ?? null
  }
}

const created = z.object({ id: z.string().min(1) })
const list = z.object({ value: z.array(created) })

/** @throws {GraphRequestError} as for an answer that never came: what was asked may have been done. */
function readAnswer<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const detail = 'Microsoft Graph gave an answer that could not be read.'
  throw new GraphRequestError({
    code: 'graph_unavailable',
    status: 200,
    graphCode: 'unreadable-answer',
    detail,
  })
}

/** Graph refused the question itself, or knows nothing of its path: that is not an answer to it. */
function notAnswered(error: unknown): LookUpOutcome {
  if (!(error instanceof GraphRequestError)) throw error
  return { outcome: 'unknown', code: error.graphCode, detail: error.message }
}
