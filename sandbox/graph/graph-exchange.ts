import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import type { GraphKnobs } from './faults/graph-knobs.ts'
import type { FolderStore } from './folders/folder-store.ts'
import type { AttachmentStore } from './messages/attachment-store.ts'
import type { FilterVisibility } from './messages/filter-visibility.ts'
import type { MessageStore } from './messages/message-store.ts'
import type { UploadSessions } from './uploads/upload-sessions.ts'
import type { VerifiedToken } from './verify-token.ts'

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
  /** Bytes as they came; of a part of a batch, whose JSON was read with the batch, that JSON. */
  body: Buffer | ParsedBody
}

/** JSON that was read already, and the size that it had. */
export type ParsedBody = { json: unknown; length: number }

export type GraphResponse = {
  status: number
  body?: unknown
  /** Instead of a body: JSON that is written already, as UTF-8. */
  json?: Buffer
  headers?: Record<string, string>
}

/** What handlers work with. */
export type GraphContext = {
  /** Address of the version, as it begins links and contexts: `https://localhost:4412/v1.0`. */
  baseUrl: string
  /** The host for uploads, which is another than Graph's. */
  uploadUrl: string
  now: () => Date
  newId: () => string
  knobs: () => GraphKnobs
  directory: DirectoryStore
  folders: FolderStore
  messages: MessageStore
  attachments: AttachmentStore
  visibility: FilterVisibility
  uploads: UploadSessions
}

export type GraphHandler = (
  context: GraphContext,
  request: GraphRequest,
  params: PathParams,
  token: VerifiedToken,
) => GraphResponse

export type PathParams = Readonly<Record<string, string>>

/** Whether the client asked for ids that outlive a move. */
export function wantsImmutableIds(request: GraphRequest): boolean {
  const prefer = request.headers.prefer
  return prefer !== undefined && /IdType\s*=\s*"?ImmutableId"?/i.test(String(prefer))
}
