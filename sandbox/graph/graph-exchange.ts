import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import type { FolderStore } from './folders/folder-store.ts'
import type { AttachmentStore } from './messages/attachment-store.ts'
import type { MessageStore } from './messages/message-store.ts'

/**
 * A request as the handlers see it: without connection, version and token, so that one part of a `$batch` can be
 * answered in the same way.
 */
export type GraphRequest = {
  method: string
  /** Below `/v1.0`, without a leading slash; not yet decoded. */
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

export type GraphResponse = { status: number; body?: unknown; headers?: Record<string, string> }

/** What handlers work with. */
export type GraphContext = {
  /** Address of the version, as it begins links and contexts: `https://localhost:4412/v1.0`. */
  baseUrl: string
  now: () => Date
  newId: () => string
  directory: DirectoryStore
  folders: FolderStore
  messages: MessageStore
  attachments: AttachmentStore
}

export type GraphHandler = (context: GraphContext, request: GraphRequest, params: PathParams) => GraphResponse

export type PathParams = Readonly<Record<string, string>>

/** Whether the client asked for ids that outlive a move. */
export function wantsImmutableIds(request: GraphRequest): boolean {
  const prefer = request.headers.prefer
  return prefer !== undefined && /IdType\s*=\s*"?ImmutableId"?/i.test(String(prefer))
}
