import { identifyItem } from '#lib/domain/item-identity.ts'
import { kindOf } from '#lib/domain/item-kind.ts'
import type { MessageFormat } from '#lib/sync/ports/message-format.ts'
import { decodeMessage } from './decode-message.ts'
import { decodeStream } from './decode-stream.ts'
import { headerFaultOf } from './header-fault.ts'
import { inspectStream } from './inspect-stream.ts'
import { readHeaders } from './read-headers.ts'
import { toRoutingHeaders } from './routing-headers.ts'

/** E-mail messages after RFC 5322 and MIME. */
export const mimeMessageFormat: MessageFormat = {
  inspect(bytes) {
    const parts = readHeaders(bytes)
    const headers = toRoutingHeaders(parts.fields)
    return {
      headers,
      kind: kindOf(headers),
      content: identifyItem(parts.fields, parts.body),
      headerFault: headerFaultOf(parts),
    }
  },
  decode: decodeMessage,
  inspectStream,
  decodeStream: (chunks, scratchDirectory) => decodeStream(chunks, scratchDirectory),
}
