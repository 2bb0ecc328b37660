import { GraphError } from '@microsoft/microsoft-graph-client'
import { z } from 'zod'

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

/** An HTTP answer that is no success, of Graph itself or of a gateway before it, alone or as a part of a batch. */
export type FailedAnswer = {
  status: number
  /** What the body says, parsed; gateways answer with HTML or nothing. */
  body: unknown
  header(name: string): string | null
}

/** Sorts an answer into the closed list above. */
export function answeredWith({ status, body, header }: FailedAnswer): GraphRequestError {
  const parsed = errorBody.safeParse(body)
  const { code, message, innerError } = parsed.success ? parsed.data.error : {}
  const graphCode = code || `http-${status}`
  return new GraphRequestError({
    code: codeOf(status, code || null),
    status,
    graphCode,
    detail: `Microsoft Graph answered ${status} ${graphCode}: ${shortened(message ?? '')}`,
    retryAfterMs: readRetryAfter(header('Retry-After'), header('Date')),
    requestId: innerError?.['request-id'] ?? header('request-id'),
  })
}

const errorBody = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: z.object({ 'request-id': z.string().nullish() }).nullish(),
  }),
})

/** A request that waited until it might no longer be sent, and was not. */
export class NotSentError extends Error {
  constructor() {
    super('The request waited too long to be sent safely.')
    this.name = NOT_SENT
  }
}

/** Microsoft's client makes an error of its own of each, which has the name in its place. */
const NOT_SENT = 'NotSentError'

/** What the Graph client, or the reading of its answer, throws when there was none. */
export function noAnswerBecause(error: unknown): GraphRequestError | NotSentError {
  const name = error instanceof GraphError ? error.code : error instanceof Error ? error.name : ''
  if (name === NOT_SENT) return new NotSentError()
  return noAnswer(name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : 'network', error)
}

export function noAnswer(graphCode: 'timeout' | 'network', cause: unknown): GraphRequestError {
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
