import { expect, test } from 'vitest'
import { groupMessages } from './message-groups.ts'

test('each date has every group, and kinds that are looked at together are one', () => {
  const counted = [
    { date: '2026-11-21', kind: 'chat', messages: 3 },
    { date: '2026-11-21', kind: 'other', messages: 1 },
    { date: '2026-11-21', kind: 'recalled', messages: 2 },
    { date: '2026-11-21', kind: 'edited', messages: 5 },
    { date: '2026-11-22', kind: 'group-chat', messages: 7 },
    { date: '2026-11-01', kind: 'chat', messages: 9 },
  ]
  expect(groupMessages(['2026-11-20', '2026-11-21', '2026-11-22'], counted)).toEqual([
    { date: '2026-11-20', chats: 0, 'group-chats': 0, files: 0, calls: 0, changed: 0 },
    { date: '2026-11-21', chats: 4, 'group-chats': 0, files: 0, calls: 0, changed: 7 },
    { date: '2026-11-22', chats: 0, 'group-chats': 7, files: 0, calls: 0, changed: 0 },
  ])
})
