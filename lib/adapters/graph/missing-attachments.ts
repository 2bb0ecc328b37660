import type { ArchivedAttachment } from '#lib/domain/archived-message.ts'
import { sizeOfContent } from '#lib/domain/attachment-content.ts'

export type StoredAttachment = { name: string | null; sizeBytes: number }

/**
 * Which attachments of a message are not in the mailbox yet. Two of one name and size are two.
 *
 * Exchange counts an attachment's own properties into its size, and may change a name; so what is there under another
 * name counts when its size fits and no other is that file's.
 */
export function missingAttachments(
  wanted: readonly ArchivedAttachment[],
  stored: readonly StoredAttachment[],
): ArchivedAttachment[] {
  const left = [...stored]
  const withoutNamesake = wanted.filter((file) => !take(left, file, (one) => one.name === file.fileName))
  return withoutNamesake.filter((file) => !take(left, file, () => true))
}

/** MAPI properties beside the bytes themselves: name, type, content id, rendering. */
const MOST_PROPERTY_BYTES = 8_192

function take(
  left: StoredAttachment[],
  file: ArchivedAttachment,
  isCandidate: (one: StoredAttachment) => boolean,
): boolean {
  const sizeBytes = sizeOfContent(file.content)
  let best = -1
  let leastExtra = MOST_PROPERTY_BYTES + 1
  left.forEach((one, index) => {
    const extra = one.sizeBytes - sizeBytes
    if (extra < 0 || extra >= leastExtra || !isCandidate(one)) return
    best = index
    leastExtra = extra
  })
  if (best >= 0) left.splice(best, 1)
  return best >= 0
}
