import { describe, expect, test } from 'vitest'
import type { ArchivedAttachment } from './archived-message.ts'
import { decodedSizesOf, judgeDecodedSize, judgeRawSize, LARGEST_DECODED_RAW_BYTES } from './item-limits.ts'

const attachment = (fileName: string, sizeBytes: number): ArchivedAttachment => ({
  fileName,
  contentType: 'application/octet-stream',
  contentId: null,
  isInline: false,
  content: new Uint8Array(sizeBytes),
})
async function* nothing(): AsyncIterable<Uint8Array> {}
const sizesOf = (text: string, ...attachments: ArchivedAttachment[]) =>
  decodedSizesOf({ body: { contentType: 'text', content: text }, attachments })

describe('the size limit of an item', () => {
  test('needs no decoding for a message that is within it as it came', () => {
    expect(judgeRawSize(1_000, 1_000)).toBe('within-limit')
    expect(judgeRawSize(1_001, 1_000)).toBe('decode-to-know')
  })

  test('holds back what is too large to be decoded, however high it is set', () => {
    expect(judgeRawSize(LARGEST_DECODED_RAW_BYTES, LARGEST_DECODED_RAW_BYTES * 2)).toBe('within-limit')
    expect(judgeRawSize(LARGEST_DECODED_RAW_BYTES + 1, LARGEST_DECODED_RAW_BYTES * 2)).toMatchObject({
      isTooLarge: true,
      detail: expect.stringContaining(String(LARGEST_DECODED_RAW_BYTES + 1)),
    })
  })

  test('counts the bytes of one decoded attachment, and names the largest', () => {
    expect(judgeDecodedSize(sizesOf('', attachment('a.pdf', 1_000)), 1_000)).toBe('within-limit')
    expect(
      judgeDecodedSize(sizesOf('', attachment('a.pdf', 1_001), attachment('b.pdf', 2_000)), 1_000),
    ).toEqual({
      isTooLarge: true,
      detail: 'The attachment b.pdf has 2000 bytes decoded; 1000 are the limit.',
    })
  })

  test('counts a content on disk like one in memory', () => {
    const stored = { ...attachment('call.mp3', 0), content: { sizeBytes: 1_001, read: () => nothing() } }
    expect(judgeDecodedSize(sizesOf('', stored), 1_001)).toBe('within-limit')
    expect(judgeDecodedSize(sizesOf('', stored), 1_000)).toEqual({
      isTooLarge: true,
      detail: 'The attachment call.mp3 has 1001 bytes decoded; 1000 are the limit.',
    })
  })

  test('counts body and attachments together, the body in UTF-8', () => {
    const small = attachment('a.pdf', 500)
    expect(judgeDecodedSize(sizesOf('', small, small), 1_000)).toBe('within-limit')
    expect(judgeDecodedSize(sizesOf('你', small, small), 1_000)).toEqual({
      isTooLarge: true,
      detail: 'Body and 2 attachments have 1003 bytes decoded; 1000 are the limit.',
    })
  })
})
