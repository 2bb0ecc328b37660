import PostalMime from 'postal-mime'
import { collectLinearly, type PartDecoder } from './collect-linearly.ts'
import { decodeRawBytes } from './read-headers.ts'

/** Exchange Online takes 256 KB of header; the library's way with parameters is quadratic, and bearable up to there. */
const MAX_PART_HEADER_BYTES = 256 * 1024

/**
 * The library with three habits changed. The methods are there and marked internal; decode-message.test.ts and
 * decoding-effort.test.ts notice when one goes.
 */
export class ArchiveMime extends PostalMime {
  #headerOf: object | null = null
  #headerBytes = 0
  #lineEnd: Uint8Array = new Uint8Array()

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

  /** Remembers how the line ended: a file is given back with the line ends that it came with. */
  readLine(): { bytes: Uint8Array; done: boolean } {
    // @ts-expect-error Internal.
    const line: { bytes: Uint8Array; done: boolean } = super.readLine()
    // @ts-expect-error Internal.
    const [message, position]: [Uint8Array, number] = [this.av, this.readPos]
    const start = line.bytes.byteOffset + line.bytes.length - message.byteOffset
    this.#lineEnd = message.subarray(start, position)
    return line
  }

  /** Bounds what one part's header costs, and gives each part a decoder whose cost grows with its bytes alone. */
  async processLine(line: Uint8Array, isFinal: boolean): Promise<void> {
    // @ts-expect-error Internal.
    const before: OpenPart = this.currentNode
    const isHeader = before.state === 'header'
    if (isHeader) this.#countHeader(before, line)
    // @ts-expect-error Internal.
    await super.processLine(isHeader ? readable(line) : line, isFinal)
    // @ts-expect-error Internal.
    const part: OpenPart = this.currentNode
    if (!isHeader || !part.contentDecoder) return
    part.contentDecoder = collectLinearly(part.contentDecoder, {
      isFile: !this.isInlineTextNode(part),
      isWholeMessage: !part.parentNode,
      lineEnd: () => this.#lineEnd,
    })
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

/** A file name in undeclared GBK is as common as a subject in it; the library knows UTF-8 only. */
function readable(line: Uint8Array): Uint8Array {
  if (line.every((byte) => byte < 0x80)) return line
  return new TextEncoder().encode(decodeRawBytes(Buffer.from(line).toString('latin1')))
}

type OpenPart = TextPart & { state: 'header' | 'body' | 'finished'; contentDecoder: PartDecoder | null }

type TextPart = {
  parentNode?: { childNodes: readonly unknown[]; contentType: { multipart: string | false } } | undefined
  contentDisposition: { parsed: { params: Record<string, string> } }
  contentType: { parsed: { value: string; params: Record<string, string> } }
}
