import { identifyItem } from '#lib/domain/item-identity.ts'
import { kindOf } from '#lib/domain/item-kind.ts'
import type { MessageFormat } from '#lib/sync/ports.ts'
import { decodeMessage } from './decode-message.ts'
import { readHeaders } from './read-headers.ts'
import { toRoutingHeaders } from './routing-headers.ts'

/** E-mail messages after RFC 5322 and MIME. */
export const mimeMessageFormat: MessageFormat = {
  inspect(bytes) {
    const { fields, body } = readHeaders(bytes)
    const headers = toRoutingHeaders(fields)
    return { headers, kind: kindOf(headers), content: identifyItem(fields, body) }
  },
  decode: decodeMessage,
}
