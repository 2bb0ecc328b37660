import { createHash } from 'node:crypto'

/**
 * The deterministic key of an item's deliveries. It is written on the message in one named extended property,
 * in every mailbox the same, so that a lost answer can be told from a lost request.
 */
export function deliveryKeyOf(item: {
  connectorId: string
  archiveMessageId: string
  contentSha256: string
}): string {
  return createHash('sha256')
    .update(`${item.connectorId}\n${item.contentSha256}\n${item.archiveMessageId}`)
    .digest('hex')
}
