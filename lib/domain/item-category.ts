import type { ItemKind } from './item-kind.ts'

/** The Outlook category of an imported message. Not translated: searches and retention rules refer to it. */
export const ITEM_CATEGORIES: Record<ItemKind, string> = {
  chat: 'Chat',
  'group-chat': 'Group chat',
  call: 'Call',
  file: 'File',
  recalled: 'Recalled message',
  edited: 'Edited message',
  'system-event': 'System event',
  other: 'Message',
}
