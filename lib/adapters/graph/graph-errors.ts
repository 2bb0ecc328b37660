import { GraphError } from '@microsoft/microsoft-graph-client'

/** Everything that Graph can do to a request that did not succeed. */
export type GraphErrorCode =
  /** 401: the token is not accepted. */
  | 'graph_unauthorized'
  /** 403: the app may not do this, or not with this mailbox. */
  | 'graph_forbidden'
  /** 404 */
  | 'graph_not_found'
  /** 409: it is there already. */
  | 'graph_conflict'
  /** 429: nothing was done; ask again after `retryAfterMs`. */
  | 'graph_throttled'
  /** Graph understood and refuses; it will refuse again. */
  | 'graph_refused'
  /** No answer, or one (5xx) that does not say whether the request was carried out. */
  | 'graph_unavailable'

export class GraphRequestError extends Error {
  readonly code: GraphErrorCode
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** Graph's own code, such as `ErrorQuotaExceeded`; `timeout` or `network` when there was no answer. */
  readonly graphCode: string
  readonly retryAfterMs: number | null
  /** For Microsoft's support. */
  readonly requestId: string | null

  constructor(facts: {
    code: GraphErrorCode
    status: number
    graphCode: string
    detail: string
    retryAfterMs?: number | null
    requestId?: string | null
    cause?: unknown
  }) {
    super(facts.detail, { cause: facts.cause })
    this.name = 'GraphRequestError'
    this.code = facts.code
    this.status = facts.status
    this.graphCode = facts.graphCode
    this.retryAfterMs = facts.retryAfterMs ?? null
    this.requestId = facts.requestId ?? null
  }
}

/** Sorts whatever the Graph client throws into the closed list above. */
export function toGraphRequestError(error: unknown): GraphRequestError {
  if (!(error instanceof GraphError)) return noAnswer('network', error)
  if (error.statusCode < 100) {
    return noAnswer(
      error.code === 'TimeoutError' || error.code === 'AbortError' ? 'timeout' : 'network',
      error,
    )
  }
  const code = codeOf(error.statusCode, error.code)
  const graphCode = error.code || `http-${error.statusCode}`
  return new GraphRequestError({
    code,
    status: error.statusCode,
    graphCode,
    detail: `Microsoft Graph answered ${error.statusCode} ${graphCode}: ${shortened(error.message)}`,
    retryAfterMs: readRetryAfter(
      error.headers?.get('Retry-After') ?? null,
      error.headers?.get('Date') ?? null,
    ),
    requestId: error.requestId ?? error.headers?.get('request-id') ?? null,
    cause: error,
  })
}

function noAnswer(graphCode: 'timeout' | 'network', cause: unknown): GraphRequestError {
  const detail =
    graphCode === 'timeout'
      ? 'Microsoft Graph did not answer in time.'
      : `The connection to Microsoft Graph failed: ${shortened(cause instanceof Error ? cause.message : String(cause))}`
  return new GraphRequestError({ code: 'graph_unavailable', status: 0, graphCode, detail, cause })
}

function codeOf(status: number, graphCode: string | null): GraphErrorCode {
  // Comes with 403 as well as with 5xx; a full mailbox is neither a lack of rights nor an outage.
  if (graphCode === 'ErrorQuotaExceeded') return 'graph_refused'
  if (status === 401) return 'graph_unauthorized'
  if (status === 403) return 'graph_forbidden'
  if (status === 404) return 'graph_not_found'
  if (status === 409) return 'graph_conflict'
  if (status === 429) return 'graph_throttled'
  // Exchange has been seen to answer 400 with an empty body in passing: a refusal has a code.
  if (status === 400 && !graphCode) return 'graph_unavailable'
  if (LASTING_REFUSALS.has(status)) return 'graph_refused'
  return 'graph_unavailable'
}

const LASTING_REFUSALS = new Set([400, 405, 406, 410, 411, 413, 414, 415, 422, 431, 501])

/** An hour: nobody is made to wait longer by a wrong clock or a typing error. */
const LONGEST_RETRY_AFTER_MS = 3_600_000

/**
 * RFC 9110 10.2.3: seconds, or a date, which is read by the sender's own clock (its `Date` field).
 *
 * @returns null when it says nothing usable.
 */
export function readRetryAfter(value: string | null, sentAt: string | null): number | null {
  const text = value?.trim() ?? ''
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.parse(sentAt ?? '')
  return Number.isFinite(waitMs) ? Math.min(Math.max(waitMs, 0), LONGEST_RETRY_AFTER_MS) : null
}

function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text
}

/** 404 codes of Graph that speak of the mailbox, not of something in it. They have drifted over the years. */
export const MAILBOX_GONE_CODES: ReadonlySet<string> = new Set([
  'ErrorInvalidUser',
  'ErrorNonExistentMailbox',
  'MailboxNotEnabledForRESTAPI',
  'MailboxNotSupportedForRESTAPI',
  'Request_ResourceNotFound',
  'ResourceNotFound',
])
