import type { AlertFacts } from './alert-kinds.ts'
import type { LocalDate } from './wall-clock.ts'

/** What the sentences of an alert's kind take, in the words of a language. */
export type AlertWords = {
  connector: string
  count: number
  mailboxes: number
  day: string
  /** Of that day, as its connector's clock shows it. */
  time: string
  names: string
  reason: string
}

/** Names more than these by their number: a sentence is read, a list is looked up. */
const MOST_NAMED = 5

export function alertWords(
  connector: string,
  facts: AlertFacts,
  say: {
    day: (day: LocalDate) => string
    list: (names: string[]) => string
    more: (count: number) => string
    reason: (code: string) => string
  },
): AlertWords {
  const named = (facts.names ?? []).slice(0, MOST_NAMED)
  const count = facts.count ?? 0
  const more = count - named.length
  return {
    connector,
    count,
    mailboxes: facts.mailboxes ?? 0,
    day: facts.day ? say.day(facts.day) : '',
    time: facts.time ?? '',
    names: say.list(more > 0 && named.length > 0 ? [...named, say.more(more)] : named),
    reason: say.reason(facts.code ?? 'other'),
  }
}
