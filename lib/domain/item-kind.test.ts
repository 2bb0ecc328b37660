import { expect, test } from 'vitest'
import { kindOf } from './item-kind.ts'

const headers = (subject: string, teleMessage: Record<string, string> = {}) => ({
  subject,
  teleMessage: new Map(Object.entries(teleMessage)),
})

test.each([
  ['WeChat message from 8613800138000 to 8613900139000', {}, 'chat'],
  ['WeChat message from 8613800138000 to chat group 项目组', {}, 'group-chat'],
  ['WeCom message from 8613800138000 to Sales', { groupid: 'g-1' }, 'group-chat'],
  ['WeChat voice call from 8613800138000 to 8613900139000', {}, 'call'],
  ['WeChat unanswered voice call from 1 to 2', {}, 'call'],
  ['WeChat message from 1 to chat group Voice call rota', {}, 'group-chat'],
  ['DELETED For All - UNKNOWN WeChat message from 1 to chat group x', {}, 'recalled'],
  ['DELETED – READ – WhatsApp Message From 16174354634 to 12124325249', {}, 'recalled'],
  ['EDIT UNREAD WeChat message from 1 to 2', {}, 'edited'],
  ['WeChat message from 1 to 2', { messagetype: 'File' }, 'file'],
  ['Android Archiver System Event', {}, 'system-event'],
  ['WeChat message from 1 to 2: see the System Event', {}, 'chat'],
  ['WeChat thread Voice call rota', { thread_id: 't-1', groupid: 'g-1' }, 'group-chat'],
  ['WeChat thread video call fans', { thread_id: 't-1', messagetype: 'Thread' }, 'chat'],
  ['Quarterly report', {}, 'other'],
  ['', { archivemessageid: 'A-1' }, 'chat'],
] as const)('%j with %j is a %s', (subject, teleMessage, kind) => {
  expect(kindOf(headers(subject, teleMessage))).toBe(kind)
})
