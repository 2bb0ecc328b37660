import { isParsableAddressList } from './address-list.ts'
import { MAX_HEADER_BYTES, type MessageParts } from './read-headers.ts'
import { isAddressField } from './routing-headers.ts'

/** Why the people of a message cannot be known from its header; null when they can. */
export function headerFaultOf({ fields, isHeaderCut }: MessageParts): string | null {
  if (isHeaderCut) return `The header does not end within ${MAX_HEADER_BYTES} bytes.`
  const endless = fields.find(({ name, value }) => isAddressField(name) && !isParsableAddressList(value))
  return endless ? `The field ${endless.name} is no list of people that can be read.` : null
}
