import { describe, expect, test } from 'vitest'
import { findCsvEncoding } from './mapping-csv-encoding.ts'

const bytesOf = (...values: number[]) => new Uint8Array(values)
/** 王 in each encoding, behind "a,". */
const files = {
  'utf-8': bytesOf(0x61, 0x2c, 0xe7, 0x8e, 0x8b),
  'utf-16le': bytesOf(0x61, 0, 0x2c, 0, 0x8b, 0x73),
  'utf-16be': bytesOf(0, 0x61, 0, 0x2c, 0x73, 0x8b),
  gb18030: bytesOf(0x61, 0x2c, 0xcd, 0xf5),
}

describe('a CSV file', () => {
  test.each(Object.entries(files))('in %s is read without a byte order mark', (encoding, bytes) => {
    expect(findCsvEncoding([bytes])).toEqual({ ok: true, encoding })
  })

  test('in UTF-16 is read by its byte order mark, which does not become text', () => {
    expect(findCsvEncoding([bytesOf(0xff, 0xfe, 0x8b, 0x73)])).toEqual({ ok: true, encoding: 'utf-16le' })
  })

  test('is known by its beginning, however small the pieces are in which it comes', () => {
    const pieces = [bytesOf(0xef), bytesOf(0xbb), bytesOf(0xbf, 0xe7), bytesOf(0x8e, 0x8b)]
    expect(findCsvEncoding(pieces)).toEqual({ ok: true, encoding: 'utf-8' })
  })

  test('that fits no Chinese encoding is Western', () => {
    expect(findCsvEncoding([bytesOf(0x61, 0xe9, 0x2c, 0x62)])).toEqual({ ok: true, encoding: 'windows-1252' })
  })

  test.each([
    ['an .xlsx', bytesOf(0x50, 0x4b, 0x03, 0x04, 0x14, 0), 'workbook'],
    ['an .xls', bytesOf(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'workbook'],
    ['a picture', bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d), 'not-text'],
    ['a damaged file', bytesOf(0x61, 0x01, 0x02, 0x62), 'not-text'],
    ['zeros', bytesOf(0, 0, 0, 0), 'not-text'],
  ])('is not %s', (_, bytes, code) => {
    expect(findCsvEncoding([bytes])).toEqual({ ok: false, code })
  })
})
