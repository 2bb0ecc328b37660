import type { MailboxGoneReason, MailboxObstacle, WriteOutcome } from '#lib/sync/ports/mailbox-writer.ts'
import { GraphRequestError, MAILBOX_GONE_CODES, NotSentError } from './graph-errors.ts'

/** Microsoft's own client waits this long when it is throttled without being told for how long. */
const DEFAULT_RETRY_AFTER_MS = 3_000

/**
 * What a failed request says about the mailbox, or null when it says something about what was asked for.
 *
 * @throws whatever is not Graph's answer, and 401, which is about the app.
 */
export function obstacleOf(error: unknown): MailboxObstacle | null {
  if (!(error instanceof GraphRequestError)) throw error
  const { graphCode: code, message: detail } = error
  switch (error.code) {
    case 'graph_unauthorized':
      throw error
    case 'graph_forbidden':
      return { outcome: 'forbidden', code, detail }
    case 'graph_throttled':
      return { outcome: 'throttled', retryAfterMs: error.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS }
    case 'graph_not_found':
      return MAILBOX_GONE_CODES.has(code)
        ? { outcome: 'mailbox-gone', code: goneReason(error), detail }
        : null
    case 'graph_refused':
      return null
    // 503 is here although it may come with Retry-After: a look-up before the next try costs little, a copy is for good.
    case 'graph_conflict':
    case 'graph_unavailable':
      return { outcome: 'unknown', code, detail }
  }
}

/** @throws as {@link obstacleOf}. */
export function writeOutcomeOf(error: unknown): Exclude<WriteOutcome, { outcome: 'created' }> {
  if (error instanceof NotSentError) return { outcome: 'not-sent' }
  const obstacle = obstacleOf(error)
  if (obstacle) return obstacle
  if (!(error instanceof GraphRequestError)) throw error
  const { graphCode: code, message: detail } = error
  // The only id in the request that can be malformed is the folder's, and no message is to blame for it.
  if (error.code === 'graph_not_found' || code === 'ErrorInvalidIdMalformed')
    return { outcome: 'folder-gone', code, detail }
  return { outcome: 'refused', ...refusalOf(error) }
}

/** A request that is too long has many names; a message that is too large for its mailbox has one, and keeps it. */
export function refusalOf(error: GraphRequestError): { code: string; detail: string } {
  const { graphCode: code, message: detail, status } = error
  const isRequestTooLong = status === 413 && code !== 'ErrorMessageSizeExceeded'
  return { code: isRequestTooLong ? 'too-large-for-one-request' : code, detail }
}

/**
 * Exchange has one code for a mailbox on a local server, an inactive one and a deleted one; only its words differ, and
 * one of them names all three (see sandbox/graph/folders/resolve-mailbox.ts for the wordings that have been seen).
 */
export function goneReason({ graphCode, message }: GraphRequestError): MailboxGoneReason {
  if (graphCode === 'MailboxNotSupportedForRESTAPI') return 'mailbox-on-premises'
  if (graphCode !== 'MailboxNotEnabledForRESTAPI') return 'mailbox-gone'
  return message.includes('not yet supported') ? 'mailbox-on-premises' : 'mailbox-inactive'
}
