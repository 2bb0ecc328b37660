import { describe, expect, test } from 'vitest'
import { decodeCsv } from './mapping-csv-encoding.ts'

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
    expect(decodeCsv(bytes)).toEqual({ text: 'a,王', encoding })
  })

  test('in UTF-16 is read by its byte order mark, which does not become text', () => {
    expect(decodeCsv(bytesOf(0xff, 0xfe, 0x8b, 0x73))).toEqual({ text: '王', encoding: 'utf-16le' })
  })
})
