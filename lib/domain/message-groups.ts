import type { ItemKind } from './item-kind.ts'

/** What a chart of messages tells apart, from its foot up. */
export const MESSAGE_GROUPS = ['chats', 'group-chats', 'files', 'calls', 'changed'] as const

export type MessageGroup = (typeof MESSAGE_GROUPS)[number]

const GROUP_OF: Partial<Record<string, MessageGroup>> = {
  'group-chat': 'group-chats',
  file: 'files',
  call: 'calls',
  recalled: 'changed',
  edited: 'changed',
} satisfies Partial<Record<ItemKind, MessageGroup>>

/** Messages of each date by group; dates without one are there, with zeros. */
export function groupMessages(
  dates: readonly string[],
  counted: readonly { date: string; kind: string; messages: number }[],
): ({ date: string } & Record<MessageGroup, number>)[] {
  const none = { chats: 0, 'group-chats': 0, files: 0, calls: 0, changed: 0 }
  const days = new Map(dates.map((date) => [date, { date, ...none }]))
  for (const { date, kind, messages } of counted) {
    const day = days.get(date)
    // What no rule knows is a chat like any other: a chart has no room for what it is not.
    if (day) day[GROUP_OF[kind] ?? 'chats'] += messages
  }
  return [...days.values()]
}
