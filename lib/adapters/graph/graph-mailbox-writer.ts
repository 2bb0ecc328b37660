import { z } from 'zod'
import type { FolderOutcome, MailboxMessage, MailboxWriter, WriteOutcome } from '#lib/sync/ports.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRequestError, MAILBOX_GONE_CODES } from './graph-errors.ts'
import { DELIVERY_KEY, toMessageJson } from './message-json.ts'
import { quoted, withQuery } from './odata.ts'
import { MAX_REQUEST_BYTES, refuseOneRequest, tooLargeRequest } from './request-size.ts'

/** Writes messages as JSON with MAPI properties: the only way of v1.0 that makes received messages, in all clouds. */
export class GraphMailboxWriter implements MailboxWriter {
  readonly #graph: GraphClient

  constructor(graph: GraphClient) {
    this.#graph = graph
  }

  async ensureFolder(mailboxObjectId: string, displayName: string): Promise<FolderOutcome> {
    try {
      const existing = await this.#findFolder(mailboxObjectId, displayName)
      return { ok: true, folderId: existing ?? (await this.#makeFolder(mailboxObjectId, displayName)) }
    } catch (error) {
      if (!(error instanceof GraphRequestError)) throw error
      const outcome = outcomeOf(error)
      // The root of a mailbox cannot be gone while the mailbox is there.
      return {
        ok: false,
        outcome: outcome.outcome === 'folder-gone' ? { ...outcome, outcome: 'mailbox-gone' } : outcome,
      }
    }
  }

  async #makeFolder(mailboxObjectId: string, displayName: string): Promise<string> {
    try {
      const json = JSON.stringify({ displayName, isHidden: false })
      return created.parse(await this.#graph.post(childFolders(mailboxObjectId), json)).id
    } catch (error) {
      // Another worker, or a first try of ours whose answer was lost, made it between the two requests.
      if (!(error instanceof GraphRequestError) || error.code !== 'graph_conflict') throw error
      const made = await this.#findFolder(mailboxObjectId, displayName)
      if (made === null) throw error
      return made
    }
  }

  async create(mailboxObjectId: string, folderId: string, message: MailboxMessage): Promise<WriteOutcome> {
    const refusal = refuseOneRequest(message)
    if (refusal) return { outcome: 'refused', ...refusal }
    const json = JSON.stringify(toMessageJson(message))
    const sizeBytes = Buffer.byteLength(json)
    if (sizeBytes > MAX_REQUEST_BYTES) return { outcome: 'refused', ...tooLargeRequest(sizeBytes) }

    const path = `/users/${encodeURIComponent(mailboxObjectId)}/mailFolders/${encodeURIComponent(folderId)}/messages`
    let answer: unknown
    try {
      answer = await this.#graph.post(path, json)
    } catch (error) {
      if (error instanceof GraphRequestError) return outcomeOf(error)
      throw error
    }
    const parsed = created.safeParse(answer)
    if (parsed.success) return { outcome: 'created', messageId: parsed.data.id }
    return {
      outcome: 'unknown',
      code: 'unreadable-answer',
      detail: 'Microsoft Graph answered without the id of a message.',
    }
  }

  async findByDeliveryKey(
    mailboxObjectId: string,
    deliveryKey: string,
  ): Promise<{ messageId: string } | null> {
    const property = `ep/id eq ${quoted(DELIVERY_KEY)} and ep/value eq ${quoted(deliveryKey)}`
    const path = withQuery(`/users/${encodeURIComponent(mailboxObjectId)}/messages`, {
      $filter: `singleValueExtendedProperties/Any(ep: ${property})`,
      $select: 'id',
      $top: '1',
    })
    const [found] = list.parse(await this.#graph.get(path)).value
    return found ? { messageId: found.id } : null
  }

  async #findFolder(mailboxObjectId: string, displayName: string): Promise<string | null> {
    const path = withQuery(childFolders(mailboxObjectId), {
      $filter: `displayName eq ${quoted(displayName)}`,
      $select: 'id,displayName',
    })
    const folders = list.parse(await this.#graph.get(path)).value
    return folders[0]?.id ?? null
  }
}

const created = z.object({ id: z.string().min(1) })
const list = z.object({ value: z.array(created) })

/** Below the mailbox's root, by its well-known name: display names are translated, this is not. */
function childFolders(mailboxObjectId: string): string {
  return `/users/${encodeURIComponent(mailboxObjectId)}/mailFolders/msgfolderroot/childFolders`
}

/** Microsoft's own client waits this long when it is throttled without being told for how long. */
const DEFAULT_RETRY_AFTER_MS = 3_000

/** @throws what is wrong with the app rather than with this message: 401 and 403. */
function outcomeOf(error: GraphRequestError): Exclude<WriteOutcome, { outcome: 'created' }> {
  const { graphCode: code, message: detail } = error
  switch (error.code) {
    case 'graph_unauthorized':
    case 'graph_forbidden':
      throw error
    case 'graph_throttled':
      return { outcome: 'throttled', retryAfterMs: error.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS }
    case 'graph_not_found':
      return { outcome: MAILBOX_GONE_CODES.has(code) ? 'mailbox-gone' : 'folder-gone', code, detail }
    case 'graph_refused':
      // The only id in the request that can be malformed is the folder's, and no message is to blame for it.
      if (code === 'ErrorInvalidIdMalformed') return { outcome: 'folder-gone', code, detail }
      return { outcome: 'refused', code: error.status === 413 ? 'too-large-for-one-request' : code, detail }
    // 503 is here although it may come with Retry-After: a look-up before the next try costs little, a copy is for good.
    case 'graph_conflict':
    case 'graph_unavailable':
      return { outcome: 'unknown', code, detail }
  }
}
