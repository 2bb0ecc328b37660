import { describe, expect, test } from 'vitest'
import { MAPPING_CSV_MOST_ROWS, type MappingCsv, parseMappingCsv } from './mapping-csv.ts'

function accepted(csv: MappingCsv) {
  if (!csv.ok) throw new Error(`The file was refused: ${csv.fault.code}, line ${csv.fault.line}.`)
  return csv
}

const rowsOf = (text: string) => accepted(parseMappingCsv(text)).rows
const errorsOf = (text: string) => accepted(parseMappingCsv(text)).errors
const faultOf = (text: string) => {
  const csv = parseMappingCsv(text)
  return csv.ok ? null : csv.fault
}

describe('a mapping file', () => {
  test.each([
    'ExternalUserId,O365UserMailbox',
    'External User ID,Microsoft 365 User Mailbox',
    'number,mailbox',
    '\ufeffNumber;Mailbox',
    'sep=;\nnumber;mailbox',
    'number\tmailbox',
  ])('may begin with %j', (header) => {
    const delimiter = /[;\t]/.exec(header.replace('sep=;\n', ''))?.[0] ?? ','
    expect(rowsOf(`${header}\n8613800138000${delimiter}Wang.Wei@Contoso.example\n`)).toMatchObject([
      { externalId: '8613800138000', mailbox: 'wang.wei@contoso.example' },
    ])
  })

  test('may have its columns in another order, and others between', () => {
    expect(rowsOf('mailbox,name,number\na@contoso.example,Wang Wei,8613800138000')).toMatchObject([
      { externalId: '8613800138000', mailbox: 'a@contoso.example' },
    ])
  })

  test.each([
    '+86 138 0013 8000',
    "'+8613800138000",
    '008613800138000',
    '８６１３８００１３８０００',
    '+86\u00a0138\u00a00013\u00a08000',
    '\u202a+86 (138) 0013-8000\u202c',
  ])('may write a number as %j', (raw) => {
    expect(rowsOf(`number,mailbox\n${raw},a@contoso.example`)[0]).toMatchObject({
      externalId: '8613800138000',
      rawId: raw.trim(),
    })
  })

  test('may hold ids that are no numbers; case does not matter', () => {
    expect(rowsOf('number,mailbox\nWangWei_01,a@contoso.example')[0]?.externalId).toBe('wangwei_01')
  })

  test('counts physical lines, through blank ones and quoted line breaks', () => {
    const text =
      'number,mailbox,note\r\n\r\n8613800138000,a@contoso.example,"two\r\nlines"\r\n,,\r\n8613800138001,nonsense,\r\n'
    const csv = accepted(parseMappingCsv(text))
    expect(csv.rows).toMatchObject([{ line: 3 }])
    expect(csv.errors).toMatchObject([
      { line: 6, code: 'mailbox-invalid', rawId: '8613800138001', rawMailbox: 'nonsense' },
    ])
  })

  test('makes both lines errors when one number is for two mailboxes', () => {
    const text = 'number,mailbox\n8613800138000,a@contoso.example\n+86 138 0013 8000,b@contoso.example\n'
    expect(rowsOf(text)).toEqual([])
    expect(errorsOf(text)).toMatchObject([
      { line: 2, code: 'two-mailboxes', otherLine: 3 },
      { line: 3, code: 'two-mailboxes', otherLine: 2 },
    ])
  })

  test('takes two numbers for one mailbox, and the same row twice as one', () => {
    const csv = accepted(
      parseMappingCsv(
        'number,mailbox\n8613800138000,a@c.example\n8613800138001,a@c.example\n8613800138000,A@c.example',
      ),
    )
    expect(csv.rows.map((row) => row.line)).toEqual([2, 3])
    expect(csv.repeatedCount).toBe(1)
    expect(csv.errors).toEqual([])
  })

  test.each([
    ['8.6138E+12,a@contoso.example', 'scientific-notation'],
    ['"8,6138E+12",a@contoso.example', 'scientific-notation'],
    ['86138001380001234567,a@contoso.example', 'number-too-long'],
    [',a@contoso.example', 'id-missing'],
    ['8613800138000', 'mailbox-missing'],
    ['8613800138000,zhou.jie@contoso', 'mailbox-invalid'],
    ['8613800138000,a@contoso.example b@contoso.example', 'mailbox-invalid'],
    ['a\u0000b,a@contoso.example', 'id-invalid'],
  ])('says what is wrong with the line %j', (line, code) => {
    const text = `number,mailbox\n${line}\n`
    expect(errorsOf(text)).toMatchObject([{ line: 2, code }])
    expect(rowsOf(text)).toEqual([])
  })

  test('is refused with the line of a quote that is never closed', () => {
    expect(
      faultOf('number,mailbox\n8613800138000,a@contoso.example\n"861380,b@contoso.example\n1,2'),
    ).toEqual({
      code: 'quote-open',
      line: 3,
    })
  })

  test.each([
    ['', 'empty'],
    ['\n \n', 'empty'],
    ['phone,name\n1,2', 'header-unknown'],
    ['8613800138000,a@contoso.example', 'header-unknown'],
    ['number,mailbox,number\n1,2,3', 'header-repeated'],
    [`number,mailbox\n${'1'.repeat(1024 * 1024)}`, 'too-large'],
    [`number,mailbox\n${'8613800138000,a@c.example\n'.repeat(MAPPING_CSV_MOST_ROWS + 1)}`, 'too-many-rows'],
  ])('is refused as a whole: %#', (text, code) => {
    expect(faultOf(text)?.code).toBe(code)
  })
})
