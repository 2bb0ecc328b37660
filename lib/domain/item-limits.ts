import type { ArchivedMessage } from './archived-message.ts'
import { sizeOfContent } from './attachment-content.ts'

/** As Exchange counts them in its limits. */
export const BYTES_PER_MEGABYTE = 1024 * 1024

/**
 * Microsoft's TeleMessage connectors do not support items or attachments above 10 MB, and all twelve of their
 * documents say so. A connector can have another limit; this is where each starts.
 */
export const DEFAULT_ITEM_LIMIT_BYTES = 10 * BYTES_PER_MEGABYTE

/** The highest limit that a connector may have: Graph takes attachments of up to 150 MB. */
export const LARGEST_ITEM_LIMIT_BYTES = 150 * BYTES_PER_MEGABYTE

/**
 * A raw message above this is too large whatever the limit says: what the highest limit comes to in base64 (4/3) with
 * its line ends (78/76), and room for headers and texts.
 */
export const LARGEST_DECODED_RAW_BYTES = 216 * 1024 * 1024

/**
 * Messages above this are read as streams, never whole in memory: decoding in memory takes up to ten times a
 * message's size (999 MiB for an attachment of 100 MB, measured). Below it, memory is the faster way.
 */
export const STREAMED_ABOVE_RAW_BYTES = 4 * 1024 * 1024

/**
 * Chats have up to 500 people at WeChat and 2,000 at WeCom. A header with ten times as many is an attack on the
 * directory, which would be asked for each of them. Nobody is left out silently: the whole item waits for a person.
 */
export const MOST_PARTICIPANTS = 20_000

/** How large a message is when it is decoded: what the limits of an item are about. The body counts in UTF-8. */
export type DecodedSizes = { bodyBytes: number; attachments: { fileName: string; sizeBytes: number }[] }

export type SizeJudgement =
  | 'within-limit'
  /** Only the decoded parts tell. */
  | 'decode-to-know'
  | { isTooLarge: true; detail: string }

/** What the raw size says already. Decoding makes a message smaller, so one within the limit has no part above it. */
export function judgeRawSize(rawBytes: number, limitBytes: number): SizeJudgement {
  if (rawBytes > LARGEST_DECODED_RAW_BYTES) {
    return tooLarge(`The message has ${rawBytes} bytes; above ${LARGEST_DECODED_RAW_BYTES} none is decoded.`)
  }
  return rawBytes <= limitBytes ? 'within-limit' : 'decode-to-know'
}

/** An item is over the limit when one decoded attachment is, or the decoded total of body and attachments. */
export function judgeDecodedSize(
  { bodyBytes, attachments }: DecodedSizes,
  limitBytes: number,
): Exclude<SizeJudgement, 'decode-to-know'> {
  const largest = attachments.reduce<DecodedSizes['attachments'][number] | null>(
    (most, one) => (one.sizeBytes > (most?.sizeBytes ?? -1) ? one : most),
    null,
  )
  if (largest && largest.sizeBytes > limitBytes) {
    return tooLarge(
      `The attachment ${largest.fileName} has ${largest.sizeBytes} bytes decoded; ${limitBytes} are the limit.`,
    )
  }
  const totalBytes = attachments.reduce((sum, one) => sum + one.sizeBytes, bodyBytes)
  if (totalBytes > limitBytes) {
    return tooLarge(
      `Body and ${attachments.length} attachments have ${totalBytes} bytes decoded; ${limitBytes} are the limit.`,
    )
  }
  return 'within-limit'
}

export function decodedSizesOf(message: Pick<ArchivedMessage, 'body' | 'attachments'>): DecodedSizes {
  return {
    bodyBytes: new TextEncoder().encode(message.body.content).length,
    attachments: message.attachments.map(({ fileName, content }) => ({
      fileName,
      sizeBytes: sizeOfContent(content),
    })),
  }
}

function tooLarge(detail: string): { isTooLarge: true; detail: string } {
  return { isTooLarge: true, detail }
}
