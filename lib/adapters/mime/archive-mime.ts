import PostalMime, { type Email } from 'postal-mime'
import { collectLinearly, endOfLine, LinearDecoder, type PartDecoder } from './collect-linearly.ts'
import { noContent, type PartContents } from './part-contents.ts'
import { decodeRawBytes } from './read-headers.ts'

/** Exchange Online takes 256 KB of header; the library's way with parameters is quadratic, and bearable up to there. */
const MAX_PART_HEADER_BYTES = 256 * 1024

/** A line is held whole up to here, because it may be a boundary; what is longer is handed on in pieces. */
const LONGEST_HELD_LINE = 2 * MAX_PART_HEADER_BYTES

/**
 * The library with four habits changed: it takes a message in pieces too, wherever it was cut. The methods are there and marked internal; decode-message.test.ts and
 * decoding-effort.test.ts notice when one goes.
 */
export class ArchiveMime extends PostalMime {
  #headerOf: object | null = null
  #headerBytes = 0
  #lineEnd: Uint8Array = NOTHING
  readonly #contents: PartContents
  /** The beginning of a line whose end has not come yet. */
  #rest: Buffer = NOTHING
  /** Of the line at hand, pieces were handed on already. */
  #isWithinLine = false

  constructor(contents: PartContents) {
    super({ forceRfc822Attachments: true })
    this.#contents = contents
  }

  /** The next piece of the message. */
  async take(piece: Uint8Array): Promise<void> {
    const bytes = this.#withRest(piece)
    const done = await this.#process(bytes, false)
    // A copy: the caller may use its memory again.
    this.#rest = Buffer.from(bytes.subarray(done))
    await this.#contents.settle()
  }

  /** With the last piece, or the whole message. */
  async end(piece: Uint8Array): Promise<Email> {
    await this.#process(this.#withRest(piece), true)
    await this.#finalize()
    // Everything has been read; what is left to do is to collect.
    return this.parse(NOTHING)
  }

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
      openContent: () => (part.contentType.multipart ? noContent : this.#contents.open(this.#isRead(part))),
    })
  }

  /** Hands on whole lines, and pieces of endless ones. @returns how far it came. */
  async #process(bytes: Buffer, isLast: boolean): Promise<number> {
    let position = 0
    const lastLineEnd = bytes.lastIndexOf(LF) + 1
    while (position < bytes.length) {
      const part = this.#currentPart
      const decoder = part.contentDecoder instanceof LinearDecoder ? part.contentDecoder : null
      const blockEnd = this.#takesBlocks(part, decoder)
        ? this.#endOfBlock(bytes, position, lastLineEnd)
        : position
      if (blockEnd > position) {
        decoder?.takeBlock(bytes.subarray(position, blockEnd))
        position = blockEnd
        continue
      }
      const lineFeed = bytes.indexOf(LF, position)
      if (lineFeed < 0 && !isLast) {
        if (bytes.length - position <= LONGEST_HELD_LINE && !this.#isWithinLine) break
        if (part.state === 'header') throw headerTooLong()
        const end = endOfLine(bytes, position, bytes.length)
        if (end > position) decoder?.takePiece(bytes.subarray(position, end))
        this.#isWithinLine = true
        return end
      }
      const lineEnd = lineFeed < 0 ? bytes.length : lineFeed + 1
      const contentEnd = endOfLine(bytes, position, lineEnd)
      this.#lineEnd = bytes.subarray(contentEnd, lineEnd)
      const line = bytes.subarray(position, contentEnd)
      if (this.#isWithinLine) decoder?.update(line)
      else await this.processLine(line, false)
      this.#isWithinLine = false
      position = lineEnd
    }
    return position
  }

  /** Behind the last of the lines from here on that cannot be a boundary, and that the part takes all at once. */
  #endOfBlock(bytes: Buffer, start: number, lastLineEnd: number): number {
    if (this.#hasNoBoundaries) return Math.max(start, lastLineEnd)
    if (bytes[start] === DASH && (bytes[start + 1] ?? DASH) === DASH) return start
    const dashes = bytes.indexOf(LINE_OF_DASHES, start)
    return dashes < 0 ? Math.max(start, lastLineEnd) : dashes + 1
  }

  #takesBlocks(part: OpenPart, decoder: LinearDecoder | null): boolean {
    if (this.#isWithinLine || part.state === 'header') return false
    return part.state === 'finished' || decoder !== null
  }

  #withRest(piece: Uint8Array): Buffer {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    return this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes
  }

  /** Whether the library reads the content itself: for the body, and to give a calendar one kind of line end. */
  #isRead(part: OpenPart): boolean {
    const type = part.contentType.parsed.value
    return type === 'text/calendar' || type === 'application/ics' || this.isInlineTextNode(part)
  }

  async #finalize(): Promise<void> {
    const { contentDecoder } = this.#currentPart
    if (this.#isWithinLine && contentDecoder instanceof LinearDecoder) {
      this.#lineEnd = NOTHING
      contentDecoder.update(NOTHING)
    }
    // @ts-expect-error Internal.
    await this.finalize()
  }

  get #currentPart(): OpenPart {
    // @ts-expect-error Internal.
    return this.currentNode
  }

  get #hasNoBoundaries(): boolean {
    // @ts-expect-error Internal.
    return this.boundaries.length === 0
  }

  #countHeader(part: OpenPart, line: Uint8Array): void {
    if (this.#headerOf !== part) this.#headerBytes = 0
    this.#headerOf = part
    this.#headerBytes += line.length
    if (this.#headerBytes > MAX_PART_HEADER_BYTES) throw headerTooLong()
  }
}

const NOTHING = Buffer.alloc(0)
const LF = 0x0a
const DASH = 0x2d
const LINE_OF_DASHES = Buffer.from('\n--')

function headerTooLong(): Error {
  return new Error(`The header of a part has more than ${MAX_PART_HEADER_BYTES} bytes.`)
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
  contentType: { multipart: string | false; parsed: { value: string; params: Record<string, string> } }
}
