import type { EmlAttachment } from './compose-eml.ts'
import { drawPng } from './draw-png.ts'
import {
  adele,
  alex,
  type ChatPerson,
  chenJing,
  diego,
  grady,
  huangYan,
  isaiah,
  johanna,
  liNa,
  liuYang,
  mateo,
  megan,
  miriam,
  sunYue,
  wangLei,
  weComContact,
  zhangWei,
  zhaoMin,
} from './sample-people.ts'
import { writePdf } from './write-pdf.ts'

export type SampleMessage = {
  id: string
  hoursAgo: number
  from: ChatPerson
  to: ChatPerson[]
  subject: string
  text: string
  app?: 'WeChat' | 'WeCom'
  type?: 'Text' | 'Image' | 'Document' | 'Call' | 'Event'
  group?: { id: string; name: string }
  /** Number of the archived person whose capture this is, where it is not the sender's. */
  capturedFor?: string
  attachments?: EmlAttachment[]
}

const projectGroup = { id: 'g-20261104-7731', name: '华东项目组 East China project' }
const deskGroup = { id: 'g-20260912-0415', name: 'FX desk' }
const projectMembers = [chenJing, wangLei, liuYang, adele, liNa]
const deskMembers = [diego, wangLei, isaiah, johanna]

const floorPlan: EmlAttachment = {
  name: '展厅平面图.png',
  contentType: 'image/png',
  content: drawPng(620, 560, 255),
}
const receipt: EmlAttachment = { name: 'IMG_0412.png', contentType: 'image/png', content: drawPng(96, 64, 8) }
const quote: EmlAttachment = {
  name: 'Quotation Q-2211.pdf',
  contentType: 'application/pdf',
  content: writePdf('Quotation Q-2211: 1200 units, CNY 348 each, valid for 14 days'),
}
const contract: EmlAttachment = {
  name: '框架协议（草稿）.pdf',
  contentType: 'application/pdf',
  content: writePdf('Framework agreement, draft 3'),
}

/** The day: chats between two, groups, a call, a missed call, files, a recall, an edit, a system event. */
export const SAMPLE_CONVERSATIONS: readonly SampleMessage[] = [
  chat('wc-1001', 19.4, chenJing, liNa, '李总您好，上次说的报价单我今天下午发给您。'),
  chat('wc-1002', 19.2, liNa, chenJing, '好的，麻烦把交期也写上。', { capturedFor: chenJing.number }),
  {
    ...chat('wc-1003', 18.1, chenJing, liNa, '报价单见附件，交期四周。\n\nFiles:\nQuotation Q-2211.pdf'),
    type: 'Document',
    attachments: [quote],
  },
  chat('wc-1004', 17.5, adele, mateo, 'Hi Mateo, can we move our review to Thursday, 10:00 your time?'),
  chat('wc-1005', 17.3, mateo, adele, 'Thursday works. I will bring the September figures.', {
    capturedFor: adele.number,
  }),
  group('wc-1006', 16.8, liuYang, projectGroup, projectMembers, '各位早上好，今天下午三点过一下展厅的方案。'),
  {
    ...group(
      'wc-1007',
      16.1,
      chenJing,
      projectGroup,
      projectMembers,
      '平面图更新了。\n\nFiles:\n展厅平面图.png',
    ),
    type: 'Image',
    attachments: [floorPlan],
  },
  group(
    'wc-1008',
    15.9,
    adele,
    projectGroup,
    projectMembers,
    'Thank you. The entrance looks much better now 👍',
  ),
  group('wc-1009', 15.2, wangLei, projectGroup, projectMembers, '收到，我这边没有问题。'),
  chat('wc-1010', 14.6, wangLei, zhangWei, '张总，昨天那笔已经成交，价格 7.1284。'),
  chat('wc-1011', 14.5, zhangWei, wangLei, '好，确认。', { capturedFor: wangLei.number }),
  {
    ...chat('wc-1012', 13.7, diego, mateo, 'Call result: Answered\nDuration: 412'),
    subject: `WeChat voice call from ${diego.number} to ${mateo.number}`,
    type: 'Call',
  },
  {
    ...chat('wc-1013', 12.9, huangYan, chenJing, 'Call result: Missed\nDuration: 0'),
    subject: `WeChat unanswered voice call from ${huangYan.number} to ${chenJing.number}`,
    type: 'Call',
    capturedFor: chenJing.number,
  },
  group(
    'wc-1014',
    11.4,
    diego,
    deskGroup,
    deskMembers,
    'EURCNH 7.8120/7.8135, size 5m. Who is covering the London open?',
  ),
  group(
    'wc-1015',
    11.2,
    isaiah,
    deskGroup,
    deskMembers,
    'I am. Johanna, can you send me your open tickets before you leave?',
  ),
  group('wc-1016', 10.8, johanna, deskGroup, deskMembers, 'Sent. Two are still waiting for the client.'),
  {
    ...group('wc-1017', 10.3, isaiah, deskGroup, deskMembers, ''),
    subject: `DELETED For All - UNKNOWN WeChat message from ${isaiah.number} to chat group ${deskGroup.name}`,
    text: 'Original Message (Msg ID - wc-1015)\nI am. Johanna, can you send me your open tickets before you leave?',
    type: 'Event',
  },
  {
    ...chat('wc-1018', 9.1, adele, mateo, ''),
    subject: `EDIT READ WeChat message from ${adele.number} to ${mateo.number}`,
    text: [
      'Original Message ID: wc-1004',
      'Edit ID - wc-1018',
      'Previous Text:',
      'Hi Mateo, can we move our review to Thursday, 10:00 your time?',
      'Edited Text:',
      'Hi Mateo, can we move our review to Thursday, 11:00 your time?',
    ].join('\n'),
    type: 'Event',
  },
  {
    ...chat(
      'wm-1019',
      8.2,
      sunYue,
      weComContact,
      '周先生，框架协议的草稿请您过目。\n\nFiles:\n框架协议（草稿）.pdf',
    ),
    subject: `WeCom message from ${sunYue.number} to ${weComContact.name}`,
    app: 'WeCom',
    type: 'Document',
    attachments: [contract],
  },
  chat('wc-1020', 7.4, zhaoMin, huangYan, '黄女士，您的开户资料已经收到。'),
  {
    ...chat('wc-1021', 6.3, grady, megan, 'Receipt of the taxi from the airport.\n\nFiles:\nIMG_0412.png'),
    type: 'Image',
    attachments: [receipt],
  },
  // The same message once more, captured for its other archived participant: a sibling copy.
  {
    ...chat('wc-1022', 6.3, grady, megan, 'Receipt of the taxi from the airport.\n\nFiles:\nIMG_0412.png'),
    type: 'Image',
    attachments: [receipt],
    capturedFor: megan.number,
  },
  chat('wc-1023', 5.1, miriam, alex, '<b>Reminder</b> & question: is "Q4 <draft>" the final title?'),
  {
    ...chat(
      'wc-1024',
      4.2,
      { name: 'TeleMessage', number: '', address: 'no-reply@telemessage.example' },
      sunYue,
      '',
    ),
    subject: 'WeChat Archiver System Event',
    text: `The WeCom account of ${sunYue.number} was linked again.`,
    type: 'Event',
    capturedFor: sunYue.number,
  },
  // Nobody of Contoso is on this one: it can be delivered to no mailbox.
  chat('wc-1025', 2.6, zhangWei, huangYan, '明天的会改到上午九点半。'),
]

function chat(
  id: string,
  hoursAgo: number,
  from: ChatPerson,
  to: ChatPerson,
  text: string,
  more: Partial<SampleMessage> = {},
): SampleMessage {
  return {
    id,
    hoursAgo,
    from,
    to: [to],
    subject: `WeChat message from ${from.number} to ${to.number}`,
    text,
    ...more,
  }
}

function group(
  id: string,
  hoursAgo: number,
  from: ChatPerson,
  chatGroup: { id: string; name: string },
  members: readonly ChatPerson[],
  text: string,
): SampleMessage {
  return {
    id,
    hoursAgo,
    from,
    to: members.filter((member) => member !== from),
    subject: `WeChat message from ${from.number} to chat group ${chatGroup.name}`,
    text,
    group: chatGroup,
  }
}
