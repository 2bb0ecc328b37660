import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CSV_BYTE_ORDER_MARK, csvLine } from './csv-line.ts'
import type { MappingCsvRow } from './mapping-csv-row.ts'
import { readMappingCsv } from './read-mapping-csv.ts'

const isoDate = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const localPart = fc
  .stringMatching(/^[a-z0-9+=@'._-]{0,3}[a-z0-9]{1,12}$/)
  .map((text) => text.replace(/^'|@/g, 'x'))
const fileRow = fc.record({
  id: fc.oneof(
    fc.stringMatching(/^\+?[1-9]\d{6,14}$/),
    fc
      .stringMatching(/^[=+@-]?[A-Za-z_王 ]{1,20}$/)
      .filter((text) => text.trim() !== '' && !text.startsWith(' ')),
    fc.stringMatching(/^\d{1,6}$/),
  ),
  mailbox: localPart.map((local) => `${local}@contoso.example`),
  from: fc.oneof(fc.constant(''), isoDate),
  note: fc.string(),
})

async function read(text: string): Promise<MappingCsvRow[]> {
  const rows: MappingCsvRow[] = []
  const { fault } = await readMappingCsv([new TextEncoder().encode(text)], {
    encoding: 'utf-8',
    separator: null,
    columns: null,
    defaultCountry: null,
    save: async (more) => void rows.push(...more),
  })
  expect(fault).toBeNull()
  return rows
}

const exported = (rows: { id: string; mailbox: string; from: string; note: string }[]) =>
  CSV_BYTE_ORDER_MARK +
  csvLine(['External User ID', 'Microsoft 365 User Mailbox', 'Valid from', 'Note']) +
  rows.map((row) => csvLine([row.id, row.mailbox, row.from, row.note])).join('')

test('what was exported for a spreadsheet is read back as the same rows, and exported again as well', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fileRow, { minLength: 1, maxLength: 8 }), async (given) => {
      const first = await read(exported(given))
      expect(first.map(({ mailbox, validFrom }) => ({ mailbox, from: validFrom ?? '' }))).toEqual(
        given.map(({ mailbox, from }) => ({ mailbox, from })),
      )
      const again = await read(
        exported(
          first.map(({ rawId, mailbox, validFrom }, at) => ({
            id: rawId,
            mailbox,
            from: validFrom ?? '',
            note: given[at]?.note ?? '',
          })),
        ),
      )
      const essence = ({ externalId, mailbox, validFrom, severity, line }: MappingCsvRow) => ({
        ...{ externalId, mailbox, validFrom, severity, line },
      })
      expect(again.map(essence)).toEqual(first.map(essence))
    }),
  )
})
