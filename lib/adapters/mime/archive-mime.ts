import PostalMime from 'postal-mime'
import { collectLinearly, type PartDecoder } from './collect-linearly.ts'

/** Exchange Online takes 256 KB of header; the library's way with parameters is quadratic, and bearable up to there. */
const MAX_PART_HEADER_BYTES = 256 * 1024

/**
 * The library with three habits changed. The methods are there and marked internal; decode-message.test.ts and
 * decoding-effort.test.ts notice when one goes.
 */
export class ArchiveMime extends PostalMime {
  #headerOf: object | null = null
  #headerBytes = 0

  /**
   * A file of text that was sent `inline` is a file all the same: the library would melt it into the body, and its
   * name and bytes would be gone. TeleMessage's body is the first part, its attachments are the parts behind it.
   */
  isInlineTextNode(node: TextPart): boolean {
    const { parentNode } = node
    const isFirst = !parentNode || parentNode.childNodes[0] === node
    const isAlternative = parentNode?.contentType.multipart === 'alternative'
    const isNamed = Boolean(
      node.contentDisposition.parsed.params.filename || node.contentType.parsed.params.name,
    )
    if (isNamed && !isFirst && !isAlternative) return false
    // @ts-expect-error Internal.
    return super.isInlineTextNode(node)
  }

  /** Bounds what one part's header costs, and gives each part a decoder whose cost grows with its bytes alone. */
  async processLine(line: Uint8Array, isFinal: boolean): Promise<void> {
    // @ts-expect-error Internal.
    const before: OpenPart = this.currentNode
    if (before.state === 'header') this.#countHeader(before, line)
    // @ts-expect-error Internal.
    await super.processLine(line, isFinal)
    // @ts-expect-error Internal.
    const part: OpenPart = this.currentNode
    if (part.contentDecoder) part.contentDecoder = collectLinearly(part.contentDecoder)
  }

  #countHeader(part: OpenPart, line: Uint8Array): void {
    if (this.#headerOf !== part) this.#headerBytes = 0
    this.#headerOf = part
    this.#headerBytes += line.length
    if (this.#headerBytes > MAX_PART_HEADER_BYTES) {
      throw new Error(`The header of a part has more than ${MAX_PART_HEADER_BYTES} bytes.`)
    }
  }
}

type OpenPart = { state: 'header' | 'body' | 'finished'; contentDecoder: PartDecoder | null }

type TextPart = {
  parentNode?: { childNodes: readonly unknown[]; contentType: { multipart: string | false } } | undefined
  contentDisposition: { parsed: { params: Record<string, string> } }
  contentType: { parsed: { value: string; params: Record<string, string> } }
}
