import type { ArchivedMessage } from './archived-message.ts'
import { sizeOfContent } from './attachment-content.ts'

/**
 * Microsoft's TeleMessage connectors do not support items or attachments above 10 MB, and all twelve of their
 * documents say so. A connector can have another limit; this is where each starts.
 */
export const DEFAULT_ITEM_LIMIT_BYTES = 10 * 1024 * 1024

/**
 * A raw message above this is too large whatever the limit says, and is not decoded to find out: decoding takes up to ten
 * times a message's size in memory (999 MiB for an attachment of 100 MB, measured), and a worker must survive it.
 */
export const LARGEST_DECODED_RAW_BYTES = 64 * 1024 * 1024

/**
 * Chats have up to 500 people at WeChat and 2,000 at WeCom. A header with ten times as many is an attack on the
 * directory, which would be asked for each of them. Nobody is left out silently: the whole item waits for a person.
 */
export const MOST_PARTICIPANTS = 20_000

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
  message: Pick<ArchivedMessage, 'body' | 'attachments'>,
  limitBytes: number,
): Exclude<SizeJudgement, 'decode-to-know'> {
  const sizes = message.attachments.map(({ content }) => sizeOfContent(content))
  const largestBytes = sizes.reduce((most, sizeBytes) => Math.max(most, sizeBytes), 0)
  if (largestBytes > limitBytes) {
    const { fileName } = message.attachments[sizes.indexOf(largestBytes)] ?? { fileName: '' }
    return tooLarge(
      `The attachment ${fileName} has ${largestBytes} bytes decoded; ${limitBytes} are the limit.`,
    )
  }
  const attachedBytes = sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0)
  const totalBytes = new TextEncoder().encode(message.body.content).length + attachedBytes
  if (totalBytes > limitBytes) {
    return tooLarge(
      `Body and ${message.attachments.length} attachments have ${totalBytes} bytes decoded; ${limitBytes} are the limit.`,
    )
  }
  return 'within-limit'
}

function tooLarge(detail: string): { isTooLarge: true; detail: string } {
  return { isTooLarge: true, detail }
}
