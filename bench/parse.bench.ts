import { mimeMessageFormat } from '#lib/adapters/mime/message-format.ts'
import { composeEml } from '#sandbox/telemessage/compose-eml.ts'
import type { Bench } from '#scripts/bench.ts'

const MESSAGES = 2_000
/** The compiler has seen everything by then. */
const WARM_UP_MESSAGES = 300
const ROUNDS = 5
/** What a chat message with its headers and one small picture comes to. */
const ATTACHMENT_BYTES = 6_000

export const bench: Bench = {
  description: `Reads ${MESSAGES} messages on one core: headers and content hash (inspect), and everything (decode)`,
  async run() {
    const messages = Array.from({ length: MESSAGES }, (_, index) => composeMessage(index))
    const sizeBytes = messages.reduce((sum, bytes) => sum + bytes.byteLength, 0)
    const inspect = async (batch: readonly Uint8Array[]) => {
      for (const bytes of batch) mimeMessageFormat.inspect(bytes)
    }
    const decode = async (batch: readonly Uint8Array[]) => {
      for (const bytes of batch) await mimeMessageFormat.decode(bytes)
    }
    return {
      messages: MESSAGES,
      meanMessageBytes: Math.round(sizeBytes / MESSAGES),
      inspectPerSecond: await measure(inspect, messages),
      decodePerSecond: await measure(decode, messages),
    }
  },
}

/** The median of some rounds: one that shared its core with something else counts for little. */
async function measure(
  work: (batch: readonly Uint8Array[]) => Promise<void>,
  messages: Uint8Array[],
): Promise<number> {
  await work(messages.slice(0, WARM_UP_MESSAGES))
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now()
    await work(messages)
    rates.push(messages.length / ((performance.now() - startedAt) / 1000))
  }
  return Math.round(rates.sort((left, right) => left - right)[Math.floor(ROUNDS / 2)] ?? 0)
}

function composeMessage(index: number): Uint8Array {
  return composeEml({
    messageId: `<bench-${index}@archive.telemessage.example>`,
    from: { name: '陈静 Chen Jing 8613800138001', address: 'chen.jing@contoso.example' },
    to: [{ name: 'Adele Vance 442079460106', address: 'adele.vance@contoso.example' }],
    sentAt: new Date(Date.UTC(2026, 10, 20, 8, 0, index % 60)),
    subject: `WeChat message ${index} 会议记录`,
    text: `第 ${index} 条消息：明天上午十点开会，请带上报告。\nMessage ${index}: the meeting is at ten tomorrow.`,
    attachments: [
      {
        name: `图片-${index}.png`,
        contentType: 'image/png',
        content: Buffer.alloc(ATTACHMENT_BYTES, index % 256),
      },
    ],
    headers: [
      ['X-TELEMESSAGE-ArchiveMessageID', `wc-${index}`],
      ['X-TELEMESSAGE-Network', 'WECHAT'],
    ],
  })
}
