import type { ArchivedMessage } from './archived-message.ts'
import { htmlLines } from './html-lines.ts'
import type { ItemKind } from './item-kind.ts'

/**
 * The archive message id of the message that a recalled or edited one is about; null where it does not say, and for
 * every other kind.
 *
 * TeleMessage sends a recall or an edit as a new item and names the original in the text, in these two forms. The text
 * of a person could read the same: so only the first line that is one of them counts, and only in these kinds. The id is
 * a claim: a link is made only to an item of the same connector that has it.
 */
export function originalArchiveMessageId(kind: ItemKind, body: ArchivedMessage['body']): string | null {
  if (kind !== 'recalled' && kind !== 'edited') return null
  const start = body.content.slice(0, READ_CHARACTERS)
  const found = NAMES_ORIGINAL.exec(body.contentType === 'html' ? htmlLines(start) : start)
  return found?.[1] ?? found?.[2] ?? null
}

/** An id has no blanks; it may hold parentheses, but the last one before the line's end is TeleMessage's. */
const NAMES_ORIGINAL =
  /^[ \t]*Original Message (?:\(Msg ID[ \t]*[-–—:][ \t]*(\S{1,512}?)\)[ \t]*|ID[ \t]*[-–—:][ \t]*(\S{1,512})[ \t]*)$/im
/** It stands at the beginning; a body may have megabytes. */
const READ_CHARACTERS = 10_000
