import { describe, expect, test } from 'vitest'
import type { CsvEncoding } from './mapping-csv-encoding.ts'
import type { MappingCsvRow } from './mapping-csv-row.ts'
import { type MappingCsvOptions, readMappingCsv } from './read-mapping-csv.ts'

/** Small pieces, so that records, quotes and characters are cut everywhere. */
const PIECE_BYTES = 7

function piecesOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) =>
    bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  )
}

async function read(text: string | Uint8Array, options: Partial<MappingCsvOptions> = {}) {
  const saved: MappingCsvRow[] = []
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const outcome = await readMappingCsv(piecesOf(bytes), {
    encoding: 'utf-8',
    separator: null,
    columns: null,
    defaultCountry: null,
    save: async (rows) => void saved.push(...rows),
    ...options,
  })
  const rows = saved.map((row): MappingCsvRow => {
    const amendment = outcome.amendments.find(({ ordinal }) => ordinal === row.ordinal)
    if (!amendment) return row
    const codes = amendment.severity === 'error' ? [...row.codes, 'two-mailboxes' as const] : row.codes
    return { ...row, codes, severity: amendment.severity, otherLine: amendment.otherLine }
  })
  return { ...outcome, rows }
}

const WANG = { externalId: '8613800138000', mailbox: 'wang.wei@contoso.example', severity: 'valid' }

describe('a mapping file', () => {
  test.each([
    'ExternalUserId,O365UserMailbox',
    'External User ID,Microsoft 365 User Mailbox',
    'number,mailbox',
    '\ufeffNumber;Mailbox',
    'sep=;\nnumber;mailbox',
    '"sep=\t"\r\nnumber\tmailbox',
    'number\tmailbox',
    '手机号码,邮箱',
    '"number","mailbox"',
    'Mobilnummer;E-post',
  ])('may begin with %j', async (header) => {
    const separator = /[;\t]/.exec(header)?.[0] ?? ','
    const { rows, columns } = await read(`${header}\n8613800138000${separator}Wang.Wei@Contoso.example\n`)
    expect(rows).toMatchObject([WANG])
    expect(columns).toEqual({ id: 0, mailbox: 1, validFrom: null, validTo: null })
  })

  test('may begin with a row: its columns are told by what is in them', async () => {
    const { rows, header, sample } = await read('8613800138000,wang.wei@contoso.example')
    expect(rows).toMatchObject([{ ...WANG, line: 1 }])
    expect(header).toEqual(sample[0])
  })

  test('whose headings nobody knows is read as soon as somebody says which column is which', async () => {
    const text = 'a,b,c\nWei,8613800138000,wang.wei@contoso.example\n'
    const unknown = await read(text)
    expect(unknown).toMatchObject({ columns: null, rows: [], fault: null, header: ['a', 'b', 'c'] })
    expect(unknown.sample).toEqual([['Wei', '8613800138000', 'wang.wei@contoso.example']])
    const chosen = await read(text, { columns: { id: 1, mailbox: 2, validFrom: null, validTo: null } })
    expect(chosen.rows).toMatchObject([WANG])
  })

  test('may have its columns in another order, others between, and days', async () => {
    const { rows } = await read(
      'Valid to,mailbox,name,number,有效期自\n2026-12-31,wang.wei@contoso.example,Wei,8613800138000,2026年1月5日\n',
    )
    expect(rows).toMatchObject([{ ...WANG, validFrom: '2026-01-05', validTo: '2026-12-31' }])
  })

  test('is counted by physical lines, through blank ones and quoted line breaks', async () => {
    const { rows } = await read(
      'number,mailbox,note\r\n\r\n8613800138000,a@c.example,"two\r\nlines ""x"""\r\n,,\r\n8613800138001,b@c.example,\r8613800138002,c@c.example\n',
    )
    expect(rows.map((row) => [row.ordinal, row.line])).toEqual([
      [0, 3],
      [1, 6],
      [2, 7],
    ])
  })

  test('counts the line that names the separator', async () => {
    expect((await read('sep=;\nnumber;mailbox\n8613800138000;a@c.example')).rows).toMatchObject([{ line: 3 }])
  })

  const encoded: [CsvEncoding, number[]][] = [
    ['utf-8', [0xe7, 0x8e, 0x8b]],
    ['gb18030', [0xcd, 0xf5]],
    ['big5', [0xa4, 0xfd]],
  ]
  test.each(encoded)('in %s is read across cut characters', async (encoding, wang) => {
    const head = new TextEncoder().encode('number,mailbox\n')
    const tail = new TextEncoder().encode(',a@c.example\n')
    for (let padding = 0; padding < PIECE_BYTES; padding += 1) {
      const bytes = Uint8Array.from([...head, ...Array(padding).fill(0x78), ...wang, ...tail])
      const { rows } = await read(bytes, { encoding })
      expect(rows).toMatchObject([{ externalId: `${'x'.repeat(padding)}王`, severity: 'valid' }])
    }
  })

  test.each([
    ['', 'empty', 1],
    ['\n \n,,\n', 'empty', 1],
    ['number,mailbox,Number\n1,2,3', 'header-repeated', 1],
    ['\nnumber,note,mailbox, note\n1,2,3', 'header-repeated', 2],
    ['number,mailbox\n8613800138000,a@c.example\n"861380,b@c.example\n1,2', 'quote-open', 3],
    ['sep=,\nnumber,mailbox\n8613800138000,"a@c.example\n8613800138001,"b@c.example"\n', 'quote-open', 3],
    ['number,mailbox\n"8613800138000"1,a@c.example', 'quote-open', 2],
    [`number,mailbox\n${'8613800138000,a@c.example\n'.repeat(4)}`, 'too-many-rows', 5],
  ])('is refused as a whole: %j', async (text, code, line) => {
    expect((await read(text, { mostRows: 3 })).fault).toEqual({ code, line })
  })
})

describe('a row of a mapping file', () => {
  const rowOf = async (line: string, defaultCountry: string | null = null) => {
    const { rows } = await read(`number,mailbox,from,to\n${line}\n`, { defaultCountry })
    expect(rows).toHaveLength(1)
    return rows[0]
  }

  test.each([
    '+86 138 0013 8000',
    "'+8613800138000",
    '008613800138000',
    '８６１３８００１３８０００',
    '+86\u00a0138\u00a00013\u00a08000',
    '\u202a+86 (138) 0013-8000\u202c',
  ])('may write a number as %j', async (raw) => {
    for (const country of [null, 'CN', 'SE', 'US'])
      expect(await rowOf(`${raw},"'Wang.Wei@Contoso.Example "`, country)).toMatchObject({
        ...WANG,
        rawId: raw,
        codes: [],
      })
  })

  test.each([
    ['8.6138E+12,a@contoso.example', 'scientific-notation'],
    ['"8,6138E+12",a@contoso.example', 'scientific-notation'],
    ['８.６１E+１２,a@contoso.example', 'scientific-notation'],
    ['86138001380001234567,a@contoso.example', 'number-too-long'],
    ['8613800138000000,a@contoso.example', 'number-too-long'],
    [',a@contoso.example', 'id-missing'],
    ["',a@contoso.example", 'id-missing'],
    ['a\ufffdb,a@contoso.example', 'id-invalid'],
    ['a\u0007b,a@contoso.example', 'id-invalid'],
    ['8613800138000', 'too-few-columns'],
    ['8613800138000,', 'mailbox-missing'],
    ['8613800138000,zhou.jie@contoso', 'mailbox-invalid'],
    ['8613800138000,a@contoso.example b@contoso.example', 'mailbox-invalid'],
    ['8613800138000,a@contoso.example;b@contoso.example', 'mailbox-invalid'],
    ['8613800138000,a@contoso.example,05/11/2026', 'date-invalid'],
    ['8613800138000,a@contoso.example,2026-02-30', 'date-invalid'],
    ['8613800138000,a@contoso.example,2026-03-02,2026-03-01', 'dates-reversed'],
  ])('%j is an error and says why', async (line, code) => {
    expect(await rowOf(line)).toMatchObject({ line: 2, severity: 'error', codes: [code] })
  })

  test('says all that is wrong with it', async () => {
    expect((await rowOf(',nonsense,x'))?.codes).toEqual(['id-missing', 'mailbox-invalid', 'date-invalid'])
  })

  test.each([
    // Read as it stands, since nothing says whose number it is.
    ['13800138000', null, '13800138000', ['number-invalid'], null],
    ['13800138000', 'CN', '8613800138000', ['country-assumed'], 'CN'],
    // Excel takes the zero of 070 and of 07911 away.
    ['701740605', 'SE', '46701740605', ['country-assumed', 'leading-zero-lost'], 'SE'],
    ['070-174 06 05', 'SE', '46701740605', ['country-assumed'], 'SE'],
    ['612345678', 'IT', '390612345678', ['country-assumed', 'leading-zero-lost'], 'IT'],
    ['+86 138 0013 800', 'CN', '861380013800', ['number-invalid'], null],
    ['2025550123', 'US', '12025550123', ['country-assumed'], 'US'],
    // A number in Los Angeles with its country code, and one in China without.
    ['13105550123', 'CN', '13105550123', ['country-ambiguous'], 'CN'],
    ['8618012345678', 'CN', '8618012345678', [], null],
  ])('%j, with %s, is the number %s', async (raw, country, externalId, codes, shownCountry) => {
    const row = await rowOf(`${raw},a@contoso.example`, country)
    expect(row).toMatchObject({
      externalId,
      codes,
      country: shownCountry,
      severity: codes.length > 0 ? 'warning' : 'valid',
    })
  })

  test.each(['WangWei_01', 'wmABC-123', 'Susan@Company.example', '12345'])(
    '%j is an id, and no number',
    async (raw) => {
      const row = await rowOf(`${raw},a@contoso.example`, 'CN')
      expect(row).toMatchObject({ externalId: raw.toLowerCase(), severity: 'valid' })
    },
  )
})

describe('rows of one id', () => {
  const file = (lines: string[]) => read(`number,mailbox,from,to\n${lines.join('\n')}\n`)
  const outcomes = ({ rows }: { rows: MappingCsvRow[] }) =>
    rows.map(({ line, severity, otherLine }) => [line, severity, otherLine])

  test('for two mailboxes are all errors, and none wins', async () => {
    const csv = await file([
      '8613800138000,a@c.example',
      '+86 138 0013 8000,b@c.example',
      '8613800138000,A@c.example',
    ])
    expect(outcomes(csv)).toEqual([
      [2, 'error', 3],
      [3, 'error', 2],
      [4, 'error', 3],
    ])
    expect(csv.counts).toEqual({ rows: 3, valid: 0, warning: 0, error: 3, repeated: 0 })
  })

  test('may be for two mailboxes one after the other', async () => {
    const csv = await file(['8613800138000,a@c.example,,2026-10-31', '8613800138000,b@c.example,2026-11-01,'])
    expect(outcomes(csv)).toEqual([
      [2, 'valid', null],
      [3, 'valid', null],
    ])
  })

  test('may not share a single day', async () => {
    const csv = await file([
      '8613800138000,a@c.example,2026-01-01,2026-10-31',
      '8613800138000,b@c.example,2026-10-31,',
      '8613800138000,c@c.example,2025-01-01,2025-12-31',
    ])
    expect(outcomes(csv)).toEqual([
      [2, 'error', 3],
      [3, 'error', 2],
      [4, 'valid', null],
    ])
  })

  test('that say the same are one row and its repetitions', async () => {
    const csv = await file([
      '8613800138000,a@c.example',
      '8613800138001,a@c.example',
      '8613800138000,A@c.example',
    ])
    expect(outcomes(csv)).toEqual([
      [2, 'valid', null],
      [3, 'valid', null],
      [4, 'repeated', 2],
    ])
    expect(csv.counts).toEqual({ rows: 3, valid: 2, warning: 0, error: 0, repeated: 1 })
  })

  test('do not contradict a line that is an error already', async () => {
    const csv = await file(['8613800138000,a@c.example', '8613800138000,b@c'])
    expect(outcomes(csv)).toEqual([
      [2, 'valid', null],
      [3, 'error', null],
    ])
  })

  test('are compared, however many there are', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `8613800138000,user${index}@c.example`)
    const csv = await file(lines)
    expect(csv.counts.error).toBe(30_000)
  })
})
