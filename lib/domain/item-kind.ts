/** What an archived message is. The order is that of the reports. */
export const ITEM_KINDS = ['chat', 'group-chat', 'call', 'file', 'recalled', 'edited', 'system-event'] as const

export type ItemKind = (typeof ITEM_KINDS)[number]
