import type { ArchivedMessage, RoutingHeaders } from '#lib/domain/archived-message.ts'
import type { HashedContent } from '#lib/domain/item-identity.ts'
import type { ItemKind } from '#lib/domain/item-kind.ts'
import type { DecodedSizes } from '#lib/domain/item-limits.ts'

export type InspectedMessage = {
  headers: RoutingHeaders
  kind: ItemKind
  content: HashedContent
  /** Why people of the message are unknown, in words; null when its header could be read whole. */
  headerFault: string | null
}

export type MeasuredMessage = InspectedMessage & {
  decoded: DecodedSizes | { fault: 'unreadable' | 'too-large'; detail: string }
}

/** Of messages above `STREAMED_ABOVE_RAW_BYTES` only the streams are asked for; both ways say the same. */
export interface MessageFormat {
  /** Header fields, kind and content hash of a message. Never throws: a message can be nonsense, and still counts. */
  inspect(bytes: Uint8Array): InspectedMessage
  /** The same, and the decoded sizes, with neither message nor contents in memory. @throws what reading throws. */
  inspectStream(chunks: AsyncIterable<Uint8Array>): Promise<MeasuredMessage>
  /**
   * Decodes the whole message, contents of a megabyte and more into files of the scratch directory. They are there
   * until `release`, which has to be called whatever happens.
   *
   * @param chunks from the first byte on at each iteration, as an open package gives them.
   * @throws when the parser cannot make anything of it, and what reading throws; nothing is left behind then.
   */
  decodeStream(
    chunks: AsyncIterable<Uint8Array>,
    scratchDirectory: string,
  ): Promise<{ message: ArchivedMessage; release(): Promise<void> }>
  /** Decodes the whole message. @throws when the parser cannot make anything of it. */
  decode(bytes: Uint8Array): Promise<ArchivedMessage<Uint8Array>>
}
