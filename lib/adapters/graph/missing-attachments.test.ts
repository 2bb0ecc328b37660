import { describe, expect, test } from 'vitest'
import { missingAttachments } from './missing-attachments.ts'

const wanted = (fileName: string, sizeBytes: number) => ({
  fileName,
  contentType: 'text/plain',
  contentId: null,
  isInline: false,
  content: new Uint8Array(sizeBytes),
})
const there = (name: string | null, sizeBytes: number) => ({ name, sizeBytes })
const A = wanted('a', 10_000)
const B = wanted('b', 20_000)

describe('an attachment is missing', () => {
  test('when nothing of its name and size is there', () => {
    expect(missingAttachments([A, B], [])).toEqual([A, B])
    expect(missingAttachments([A, B], [there('a', 10_000)])).toEqual([B])
    expect(missingAttachments([A], [there('a', 9_999)])).toEqual([A])
    expect(missingAttachments([A], [there('a', 90_000)])).toEqual([A])
  })

  test('when it is wanted twice and there once', () => {
    expect(missingAttachments([A, A, B], [there('a', 10_000), there('b', 20_000)])).toEqual([A])
  })
})

describe('an attachment is there', () => {
  test('when Exchange counts its properties into its size', () => {
    expect(missingAttachments([A, B], [there('b', 20_512), there('a', 10_431)])).toEqual([])
  })

  test('when Exchange gave it another name', () => {
    expect(missingAttachments([A, B], [there('a', 10_000), there(null, 20_100)])).toEqual([])
    expect(missingAttachments([A, B], [there('b_', 20_100)])).toEqual([A])
  })

  test('by its own name rather than by another of its size', () => {
    const twin = wanted('twin', 10_000)
    expect(missingAttachments([twin, A], [there('a', 10_000)])).toEqual([twin])
  })
})
