import type { HeaderAddress, RoutingHeaders } from '#lib/domain/archived-message.ts'
import type { HeaderField } from '#lib/domain/item-identity.ts'
import { parseAddressListAgain } from './address-list-cache.ts'
import { decodeEncodedWords } from './encoded-words.ts'
import { parseHeaderDate } from './header-date.ts'

/**
 * What the fields of a header say about identity, kind and people. Where a field that may stand once stands
 * twice, the first counts; the address fields add up, because leaving out a person would lose a delivery.
 */
export function toRoutingHeaders(fields: readonly HeaderField[]): RoutingHeaders {
  const people: Record<AddressField, HeaderAddress[]> = { from: [], sender: [], to: [], cc: [], bcc: [] }
  const first: Partial<Record<SingleField, string>> = {}
  const teleMessage = new Map<string, string>()
  for (const { name, value } of fields) {
    if (isAddressField(name)) for (const person of parseAddressListAgain(value)) people[name].push(person)
    else if (isSingleField(name)) first[name] ??= value
    else if (name.startsWith(TELEMESSAGE_PREFIX)) {
      const key = name.slice(TELEMESSAGE_PREFIX.length)
      if (key && !teleMessage.has(key)) teleMessage.set(key, decodeEncodedWords(value))
    }
  }
  return {
    subject: decodeEncodedWords(first.subject ?? ''),
    ...people,
    messageId: first['message-id'] || null,
    sentAt: parseHeaderDate(first.date ?? ''),
    teleMessage,
  }
}

type AddressField = 'from' | 'sender' | 'to' | 'cc' | 'bcc'
type SingleField = 'subject' | 'message-id' | 'date'

const TELEMESSAGE_PREFIX = 'x-telemessage-'

export function isAddressField(name: string): name is AddressField {
  return name === 'from' || name === 'to' || name === 'cc' || name === 'bcc' || name === 'sender'
}

function isSingleField(name: string): name is SingleField {
  return name === 'subject' || name === 'message-id' || name === 'date'
}
