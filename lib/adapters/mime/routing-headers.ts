import type { HeaderAddress, RoutingHeaders } from '#lib/domain/archived-message.ts'
import type { HeaderField } from '#lib/domain/item-identity.ts'
import { parseAddressList } from './address-list.ts'
import { decodeEncodedWords } from './encoded-words.ts'
import { parseHeaderDate } from './header-date.ts'

/**
 * What the fields of a header say about identity, kind and people. Where a field that may stand once stands
 * twice, the first counts; the address fields add up, because leaving out a person would lose a delivery.
 */
export function toRoutingHeaders(fields: readonly HeaderField[]): RoutingHeaders {
  const first = (name: string) => fields.find((field) => field.name === name)?.value ?? ''
  const people = (name: string): HeaderAddress[] =>
    fields.filter((field) => field.name === name).flatMap((field) => parseAddressList(field.value))
  return {
    subject: decodeEncodedWords(first('subject')),
    from: people('from'),
    sender: people('sender'),
    to: people('to'),
    cc: people('cc'),
    bcc: people('bcc'),
    messageId: first('message-id') || null,
    sentAt: parseHeaderDate(first('date')),
    teleMessage: teleMessageFields(fields),
  }
}

const TELEMESSAGE_PREFIX = 'x-telemessage-'

function teleMessageFields(fields: readonly HeaderField[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { name, value } of fields) {
    if (!name.startsWith(TELEMESSAGE_PREFIX)) continue
    const key = name.slice(TELEMESSAGE_PREFIX.length)
    if (key && !found.has(key)) found.set(key, decodeEncodedWords(value))
  }
  return found
}
