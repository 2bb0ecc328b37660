import { describe, expect, test } from 'vitest'
import { STREAMED_ABOVE_RAW_BYTES } from '#lib/domain/item-limits.ts'
import type { InspectedMessage, MeasuredMessage, MessageFormat } from './ports/message-format.ts'
import type { OpenPackage, PackageEntry } from './ports/package-format.ts'
import { type ConnectorLimits, readItem } from './read-item.ts'

const MEGABYTE = 1024 * 1024
const limits: ConnectorLimits = { importSince: new Date(0), itemLimitBytes: 10 * MEGABYTE }

const inspected: InspectedMessage = {
  headers: {
    subject: 'WeChat message from 1 to 2',
    from: [],
    sender: [],
    to: [],
    cc: [],
    bcc: [],
    messageId: null,
    sentAt: null,
    teleMessage: new Map(),
  },
  kind: 'chat',
  content: { contentSha256: 'f'.repeat(64), archiveMessageId: 'A-1' },
  headerFault: null,
}

const fault = (code: string, extra = {}) => Object.assign(new Error(`It is ${code}.`), { code }, extra)

/** A large message: nothing but the streams may be asked for it. */
async function readLarge(
  inspectStream: () => Promise<MeasuredMessage['decoded']>,
  { sizeBytes = STREAMED_ABOVE_RAW_BYTES + 1, connector = limits } = {},
) {
  const never = () => Promise.reject(new Error('The whole message was asked for.'))
  const messages: MessageFormat = {
    inspect: () => {
      throw new Error('The whole message was asked for.')
    },
    decode: never,
    decodeStream: never,
    inspectStream: async () => ({ ...inspected, decoded: await inspectStream() }),
  }
  const entry: PackageEntry = { index: 0, name: 'a.eml', offset: 0, compressedBytes: 1, sizeBytes }
  const opened: OpenPackage = {
    entries: [entry],
    read: never,
    stream: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }),
    close: async () => undefined,
  }
  const log = { info: () => undefined, warn: () => undefined }
  const { state, reason, detail, subject } = await readItem({ messages, log }, connector, opened, entry)
  return { state, reason, detail, subject }
}

const sized =
  (bodyBytes: number, ...attached: number[]) =>
  async () => ({
    bodyBytes,
    attachments: attached.map((sizeBytes, index) => ({ fileName: `${index}.bin`, sizeBytes })),
  })

describe('a large message', () => {
  test('is recorded when what it decodes to is within the limit', async () => {
    expect(await readLarge(sized(10, 9 * MEGABYTE), { sizeBytes: 13 * MEGABYTE })).toEqual({
      state: 'recorded',
      reason: null,
      detail: null,
      subject: 'WeChat message from 1 to 2',
    })
  })

  test('over the limit waits, or is recorded when the connector imports partially', async () => {
    const partially = { ...limits, overLimit: 'import-partially' as const }
    const over = sized(10, 11 * MEGABYTE, 1)
    const sizeBytes = 15 * MEGABYTE
    expect(await readLarge(over, { sizeBytes })).toMatchObject({ state: 'quarantined', reason: 'too-large' })
    expect(await readLarge(over, { sizeBytes, connector: partially })).toMatchObject({ state: 'recorded' })
    expect(await readLarge(sized(11 * MEGABYTE), { sizeBytes, connector: partially })).toMatchObject({
      reason: 'too-large',
    })
  })

  test('that cannot be decoded, or is too long to be, waits for that reason', async () => {
    const sizeBytes = 15 * MEGABYTE
    for (const reason of ['unreadable', 'too-large'] as const) {
      const decoded = async () => ({ fault: reason, detail: 'It says why.' })
      expect(await readLarge(decoded, { sizeBytes })).toMatchObject({ reason, detail: 'It says why.' })
    }
  })

  test('is unreadable when its entry is damaged, and not when the disk is', async () => {
    expect(await readLarge(() => Promise.reject(fault('package_damaged')))).toMatchObject({
      state: 'quarantined',
      reason: 'unreadable',
      detail: 'It is package_damaged.',
    })
    const diskFault = readLarge(() => Promise.reject(fault('EIO', { syscall: 'read' })))
    await expect(diskFault).rejects.toMatchObject({ code: 'EIO' })
  })
})
