import type { RoutingHeaders } from './archived-message.ts'

/** What an archived message is. The order is that of the reports. */
export const ITEM_KINDS = [
  'chat',
  'group-chat',
  'call',
  'file',
  'recalled',
  'edited',
  'system-event',
  'other',
] as const

export type ItemKind = (typeof ITEM_KINDS)[number]

/**
 * Tells a message's kind by its subject and TeleMessage's headers.
 *
 * The forms are those of TeleMessage's sibling archivers (WhatsApp, Signal, Telegram); WeChat's own are not public.
 * Dashes, case and order vary between TeleMessage's documents, so the patterns are tolerant. A kind only decides
 * category and reports, with one exception: a system event is not delivered, so that rule is the strictest.
 */
export function kindOf(headers: Pick<RoutingHeaders, 'subject' | 'teleMessage'>): ItemKind {
  const subject = headers.subject.trim()
  if (SYSTEM_EVENT.test(subject)) return 'system-event'
  if (/^DELETED\b/i.test(subject)) return 'recalled'
  if (/^EDIT(ED)?\b/i.test(subject)) return 'edited'
  // A day of a conversation in one message, named after its people or its group: those words say nothing of its kind.
  if (headers.teleMessage.has('thread_id')) return isGroup('', headers) ? 'group-chat' : 'chat'
  if (isCall(subject) || /call/i.test(messageType(headers))) return 'call'
  if (/\b(file|document)\b/i.test(messageType(headers))) return 'file'
  if (isGroup(subject, headers)) return 'group-chat'
  if (/\bmessage from\b/i.test(subject) || headers.teleMessage.size > 0) return 'chat'
  return 'other'
}

const SYSTEM_EVENT = /^\S+ Archiver System Event\b/i

/** `WeChat voice call from …`; behind `message from` the same words are the name of a person or a group. */
function isCall(subject: string): boolean {
  const messageFrom = subject.search(/\bmessage from\b/i)
  return /\b(voice|video) call\b/i.test(messageFrom < 0 ? subject : subject.slice(0, messageFrom))
}

function messageType(headers: Pick<RoutingHeaders, 'teleMessage'>): string {
  return headers.teleMessage.get('messagetype') ?? ''
}

function isGroup(subject: string, headers: Pick<RoutingHeaders, 'teleMessage'>): boolean {
  const hasGroup = Boolean(headers.teleMessage.get('groupid') || headers.teleMessage.get('group_name'))
  return hasGroup || /\bto (chat group|channel)\b/i.test(subject)
}
