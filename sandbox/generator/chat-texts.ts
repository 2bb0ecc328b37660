import type { SeededRandom } from './seeded-random.ts'

/** What people write: simplified and traditional Chinese, English, both in one line, emoji, full-width forms. */
export function writeChatText(random: SeededRandom): string {
  const lines = random.chance(0.2) ? random.integer(2, 5) : 1
  return Array.from({ length: lines }, () => fill(random.pick(LINES), random)).join('\n')
}

export const GROUP_NAMES = [
  '华东项目组 East China project',
  'FX desk',
  '客户服务群（二）',
  '香港辦公室 HK office',
  'Quarterly review ☕',
  '【公告】全体员工',
] as const

const LINES = [
  '好的',
  '收到，谢谢！',
  '您好，报价单我今天下午发给您，交期{n}天。',
  '各位早上好，今天下午三点过一下方案。',
  '昨天那笔已经成交，价格 7.{n}，数量５００手。',
  '会议改到下午{h}点半，请确认 👍',
  '會議改到下午{h}點，請確認。',
  '請問文件收到了嗎？',
  'Thursday {h}:00 works. I will bring the September figures.',
  'Can you send me your open tickets before you leave?',
  'EURCNH 7.{n}/7.{n}, size {h}m. Who is covering the London open?',
  'OK 👌🏽',
  '[微笑][强]',
  'See https://intranet.contoso.example/desk?id={n}&lang=zh and tell me what you think.',
  '明天的 review 我来准备 slides，agenda 在群文件里。',
  'ＡＢＣ公司的合同编号是 ＨＴ－{n}。',
  'From what I hear, "Q4 <draft>" is the final title & nobody objects.',
  '.',
  'A line as long as some people write them without ever pressing Enter: the desk wants the confirmation, the client wants the confirmation, and so does compliance, number {n}, today.',
  '=?UTF-8?B?5L2g5aW9?= looks odd, but I did type that = sign.',
  '😀😃😄 你好！👨‍👩‍👧',
] as const

function fill(line: string, random: SeededRandom): string {
  return line
    .replaceAll('{n}', () => String(random.integer(1000, 9999)))
    .replaceAll('{h}', () => String(random.integer(1, 11)))
}
