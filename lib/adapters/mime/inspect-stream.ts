import type { StoredContent } from '#lib/domain/attachment-content.ts'
import { identifyInPieces } from '#lib/domain/item-identity.ts'
import { kindOf } from '#lib/domain/item-kind.ts'
import { type DecodedSizes, decodedSizesOf } from '#lib/domain/item-limits.ts'
import type { MessageFormat } from '#lib/sync/ports/message-format.ts'
import { ArchiveMime } from './archive-mime.ts'
import { bodyHeader, hasVisibleBytes, isBodyLost, toArchivedMessage } from './decode-message.ts'
import { headerFaultOf } from './header-fault.ts'
import type { PartContent, PartContents } from './part-contents.ts'
import { toRoutingHeaders } from './routing-headers.ts'
import { splitStream } from './split-stream.ts'
import { TextBudget, TextTooLongError } from './text-budget.ts'

/** What `inspect` says, and the sizes that the contents have when they are decoded, without holding any of them. */
export const inspectStream: MessageFormat['inspectStream'] = async (chunks) => {
  const { head, body } = await splitStream(chunks)
  const identity = identifyInPieces(head.fields)
  const contents = new MeasuredContents()
  const mime = new ArchiveMime(contents)
  let rawBytes = head.message.length - head.body.length
  let isVisible = false
  const parsing = new Parsing()
  await parsing.step(() => mime.take(bodyHeader(head.fields)))
  for await (const piece of body) {
    rawBytes += piece.length
    isVisible ||= hasVisibleBytes(piece)
    identity.update(piece)
    // A message that does not parse has an identity all the same: the rest of it is hashed.
    await parsing.step(() => mime.take(piece))
  }
  const email = await parsing.step(() => mime.end(new Uint8Array()))
  const headers = toRoutingHeaders(head.fields)
  const sizesOf = (): DecodedSizes | null => {
    if (!email) return null
    const original = isVisible && isBodyLost(email) ? measured(rawBytes) : null
    const message = toArchivedMessage(head.fields, email, (content) => contents.of(content), original)
    return decodedSizesOf(message)
  }
  return {
    headers,
    kind: kindOf(headers),
    content: identity.end(),
    headerFault: headerFaultOf(head),
    decoded: parsing.fault ?? sizesOf() ?? { fault: 'unreadable', detail: UNREADABLE },
  }
}

const UNREADABLE = 'The message cannot be decoded.'

/** Parses until something is in the way, and says what it was. */
class Parsing {
  fault: Exclude<Awaited<ReturnType<MessageFormat['inspectStream']>>['decoded'], DecodedSizes> | null = null

  async step<T>(parse: () => Promise<T>): Promise<T | null> {
    if (this.fault) return null
    try {
      return await parse()
    } catch (error) {
      this.fault =
        error instanceof TextTooLongError
          ? { fault: 'too-large', detail: error.message }
          : { fault: 'unreadable', detail: UNREADABLE }
      return null
    }
  }
}

class MeasuredContents implements PartContents {
  readonly #text = new TextBudget()
  readonly #sizes = new Map<ArrayBuffer | Uint8Array, number>()

  open(isText: boolean): PartContent {
    if (isText) return this.#text.open()
    let sizeBytes = 0
    return {
      append: (bytes) => {
        sizeBytes += bytes.length
      },
      finalize: async () => {
        const marker = new ArrayBuffer(0)
        this.#sizes.set(marker, sizeBytes)
        return marker
      },
    }
  }

  async settle(): Promise<void> {
    // Nothing is kept, so nothing has to be written away.
  }

  /** A calendar is read by the library, and has its content still. */
  of(content: ArrayBuffer | Uint8Array): StoredContent {
    return measured(this.#sizes.get(content) ?? content.byteLength)
  }
}

function measured(sizeBytes: number): StoredContent {
  return {
    sizeBytes,
    read: () => {
      throw new Error('A content that was only measured cannot be read.')
    },
  }
}
