import type { ArchivedAttachment, ArchivedMessage } from './archived-message.ts'
import { type DecodedSizes, decodedSizesOf } from './item-limits.ts'

/** What becomes of an item over the limit: an explicit choice of the connector. */
export type OverLimitPolicy = 'do-not-import' | 'import-partially'

export type PartialMessage = {
  message: ArchivedMessage
  dropped: ArchivedAttachment[]
  /** One line for the body for each attachment that is missing, and where it still is. */
  notes: string[]
}

/**
 * The message without the attachments that put it over the limit; null when its body alone is over it, and it cannot be
 * imported. The evidence keeps everything.
 *
 * @param sha256Of the hash of an attachment's bytes, where it is known.
 */
export function dropOversizedAttachments(
  message: ArchivedMessage,
  limitBytes: number,
  sha256Of: (attachment: ArchivedAttachment) => string | null = () => null,
): PartialMessage | null {
  const sizes = decodedSizesOf(message)
  const indexes = chooseDropped(sizes, limitBytes)
  if (indexes === null) return null
  const dropped = message.attachments.filter((_, index) => indexes.has(index))
  return {
    message: { ...message, attachments: message.attachments.filter((_, index) => !indexes.has(index)) },
    dropped,
    notes: [...indexes]
      .sort((a, b) => a - b)
      .map((index) => {
        const attachment = message.attachments[index]
        return noteOn(sizes.attachments[index], attachment ? sha256Of(attachment) : null, limitBytes)
      }),
  }
}

/**
 * Which attachments go, by their places: each that is over the limit alone, then the largest until the rest is within;
 * the later one of two that are alike. Null when the body alone is over it.
 */
export function chooseDropped(
  { bodyBytes, attachments }: DecodedSizes,
  limitBytes: number,
): ReadonlySet<number> | null {
  if (bodyBytes > limitBytes) return null
  const dropped = new Set<number>()
  const largestFirst = attachments
    .map(({ sizeBytes }, index) => ({ sizeBytes, index }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes || b.index - a.index)
  let totalBytes = largestFirst.reduce((sum, { sizeBytes }) => sum + sizeBytes, bodyBytes)
  for (const { sizeBytes, index } of largestFirst) {
    if (totalBytes <= limitBytes) break
    dropped.add(index)
    totalBytes -= sizeBytes
  }
  return dropped
}

function noteOn(
  file: DecodedSizes['attachments'][number] | undefined,
  sha256: string | null,
  limitBytes: number,
): string {
  const facts = [`${file?.sizeBytes ?? 0} bytes`, ...(sha256 === null ? [] : [`SHA-256 ${sha256}`])]
  return `Attachment not imported: ${file?.fileName ?? ''} (${facts.join(', ')}). With it the item is over the limit of ${limitBytes} bytes. It is kept in the staged package.`
}
