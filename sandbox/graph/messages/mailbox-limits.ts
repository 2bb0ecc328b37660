import type { Person } from '#sandbox/directory/person.ts'
import type { GraphContext } from '../graph-exchange.ts'
import { GraphRefusal } from '../graph-refusal.ts'

/** @throws {GraphRefusal} when a message of that size is more than the mailbox takes. */
export function refuseLargeMessage(context: GraphContext, person: Person, sizeBytes: number): void {
  if (sizeBytes <= (person.maxMessageBytes ?? context.knobs().limits.maxMessageBytes)) return
  throw new GraphRefusal(413, 'ErrorMessageSizeExceeded', 'The message exceeds the maximum supported size.')
}

/** @throws {GraphRefusal} when the mailbox has no room for so many bytes more. */
export function refuseFullMailbox(
  context: GraphContext,
  person: Person,
  mailbox: number,
  addedBytes: number,
): void {
  const quotaBytes = person.mailboxQuotaBytes ?? context.knobs().limits.mailboxQuotaBytes
  if (quotaBytes === null || context.messages.sizeOf(mailbox) + addedBytes <= quotaBytes) return
  // 403, as seen in microsoft-graph-docs#5730; the words differ from call to call.
  throw new GraphRefusal(403, 'ErrorQuotaExceeded', 'Mailbox has exceeded maximum mailbox size.')
}
