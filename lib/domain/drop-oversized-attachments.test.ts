import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ArchivedMessage } from './archived-message.ts'
import { chooseDropped, dropOversizedAttachments } from './drop-oversized-attachments.ts'
import { judgeDecodedSize } from './item-limits.ts'

const sizes = (bodyBytes: number, ...attached: number[]) => ({
  bodyBytes,
  attachments: attached.map((sizeBytes, index) => ({ fileName: `${index}.bin`, sizeBytes })),
})
const dropped = (...args: Parameters<typeof sizes>) => {
  const indexes = chooseDropped(sizes(...args), 1_000)
  return indexes && [...indexes].sort()
}

describe('a message over the limit', () => {
  test('loses the largest attachments first, and no more than it must', () => {
    expect(dropped(100, 500, 400)).toEqual([])
    expect(dropped(100, 1_001, 400)).toEqual([0])
    expect(dropped(100, 300, 700, 400)).toEqual([1])
    expect(dropped(100, 500, 500)).toEqual([1])
    expect(dropped(900, 200, 150, 90)).toEqual([0, 1])
  })

  test('cannot be imported when its body alone is over the limit', () => {
    expect(dropped(1_001)).toBeNull()
    expect(dropped(1_000, 1)).toEqual([0])
  })

  test('is within the limit afterwards, whatever it held, and every attachment alone over it is gone', () => {
    const size = fc.nat({ max: 1_500 })
    fc.assert(
      fc.property(fc.nat({ max: 1_000 }), fc.array(size, { maxLength: 20 }), (bodyBytes, attached) => {
        const before = sizes(bodyBytes, ...attached)
        const indexes = chooseDropped(before, 1_000)
        const kept = before.attachments.filter((_, index) => !indexes?.has(index))
        expect(judgeDecodedSize({ ...before, attachments: kept }, 1_000)).toBe('within-limit')
        const smallestDropped = Math.min(...[...(indexes ?? [])].map((index) => attached[index] ?? 0))
        expect(kept.every(({ sizeBytes }) => sizeBytes <= smallestDropped)).toBe(true)
      }),
    )
  })

  test('says in a note which attachment is missing, how large it was, and its hash where it is known', () => {
    const file = (fileName: string, sizeBytes: number) => ({
      fileName,
      contentType: 'image/png',
      contentId: null,
      isInline: false,
      content: new Uint8Array(sizeBytes),
    })
    const message: ArchivedMessage = {
      subject: '',
      from: null,
      to: [],
      cc: [],
      bcc: [],
      messageId: null,
      sentAt: null,
      body: { contentType: 'text', content: '你好' },
      attachments: [file('small.png', 10), file('会议.mp4', 2_000)],
    }
    const partial = dropOversizedAttachments(message, 1_000, () => 'abc123')
    expect(partial?.message.attachments.map(({ fileName }) => fileName)).toEqual(['small.png'])
    expect(partial?.dropped.map(({ fileName }) => fileName)).toEqual(['会议.mp4'])
    expect(partial?.notes).toEqual([
      'Attachment not imported: 会议.mp4 (2000 bytes, SHA-256 abc123). With it the item is over the limit of 1000 bytes. It is kept in the staged package.',
    ])
    expect(dropOversizedAttachments(message, 1_000)?.notes[0]).toContain('(2000 bytes)')
    expect(dropOversizedAttachments(message, 5)).toBeNull()
  })
})
