import type { HeaderAddress } from '#lib/domain/archived-message.ts'
import { parseAddressList } from './address-list.ts'

/**
 * `parseAddressList` for the fields of a day's messages: the same few hundred people write to each other all day, and a
 * field is parsed once in a while instead of once a message.
 */
export function parseAddressListAgain(value: string): readonly HeaderAddress[] {
  const known = parsed.get(value)
  if (known) return known
  const people = parseAddressList(value)
  if (value.length > LONGEST_REMEMBERED) return people
  // Emptied, not aged: no book-keeping on the way that nearly all take, and the next messages fill it again.
  if (parsed.size >= MOST_REMEMBERED) parsed.clear()
  for (const person of people) Object.freeze(person)
  parsed.set(value, people)
  return people
}

/** Together some ten megabytes at most; the field of a group chat of a hundred people has 6 KB. */
const MOST_REMEMBERED = 1_000
const LONGEST_REMEMBERED = 8_000
const parsed = new Map<string, readonly HeaderAddress[]>()
