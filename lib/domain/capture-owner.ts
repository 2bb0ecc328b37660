import type { RoutingHeaders } from './archived-message.ts'

/**
 * Fields that say whose capture a message is, the most telling first. TeleMessage publishes neither their values nor which of
 * them WeChat messages carry; a message without any is nobody's capture, and no copy of another.
 */
const OWNER_FIELDS = ['archiveinitiator', 'archivesource'] as const
const LONGEST_OWNER = 320

/** The archived person for whom TeleMessage captured this copy, comparable; empty when the message does not say. */
export function captureOwnerOf(headers: Pick<RoutingHeaders, 'teleMessage'>): string {
  for (const field of OWNER_FIELDS) {
    const owner = headers.teleMessage.get(field)?.trim().toLowerCase()
    if (owner) return owner.slice(0, LONGEST_OWNER)
  }
  return ''
}
