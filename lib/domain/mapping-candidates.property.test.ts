import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CustomMapping, MAPPING_PRECEDENCES, mappingCandidates } from './mapping-candidates.ts'

const ids: fc.Arbitrary<string> = fc.constantFrom(
  '',
  '8613800138000',
  'wang.wei',
  'wang.wei@contoso.example',
  'li.na@contoso.example',
)
const person = fc.record({ phone: ids, opaqueId: ids, address: ids })
const mapping = fc
  .dictionary(ids, fc.constantFrom('a@contoso.example', 'b@contoso.example', 'wang.wei@contoso.example'))
  .map((rows) => toMapping(Object.entries(rows)))
const choice = fc.record({
  automatic: fc.boolean(),
  precedence: fc.constantFrom(...MAPPING_PRECEDENCES),
  sentOn: fc.constant(null),
})

function toMapping(rows: [id: string, mailbox: string][]): CustomMapping {
  return new Map(
    rows.map(([id, mailbox]) => [id, [{ mailbox, objectId: null, validFrom: null, validTo: null }]]),
  )
}

describe('the mailboxes of whoever stands on a message, with whatever mapping,', () => {
  test('are at most one by the mapping and one by address, in that order, and never the same twice', () => {
    fc.assert(
      fc.property(person, mapping, choice, (somebody, rows, options) => {
        const found = mappingCandidates(somebody, rows, options)
        const rules = found.map((one) => one.rule).join(' then ')
        expect(['', 'custom', 'automatic', 'custom then automatic']).toContain(rules)
        expect(new Set(found.map((one) => one.mailbox)).size).toBe(found.length)
      }),
    )
  })

  test('are only what the mapping names for them, by number before id before address, and their own address', () => {
    fc.assert(
      fc.property(person, mapping, choice, (somebody, rows, options) => {
        const found = mappingCandidates(somebody, rows, options)
        const { phone, opaqueId, address } = somebody
        const named = [phone, opaqueId, address].filter((id) => id !== '' && rows.has(id))
        const custom = found.find((one) => one.rule === 'custom')
        expect(custom?.mailbox).toBe(named[0] === undefined ? undefined : rows.get(named[0])?.[0]?.mailbox)
        const byAddress = found.find((one) => one.rule === 'automatic')
        if (byAddress) expect([options.automatic, byAddress.mailbox]).toEqual([true, address])
        const isListed = options.precedence === 'custom-only-if-listed' && custom !== undefined
        if (isListed) expect(found).toEqual([custom])
        else if (options.automatic && address !== '')
          expect(found.map((one) => one.mailbox)).toContain(address)
      }),
    )
  })

  test('do not change with rows for other people', () => {
    fc.assert(
      fc.property(person, mapping, choice, fc.string(), (somebody, rows, options, other) => {
        fc.pre(![somebody.phone, somebody.opaqueId, somebody.address].includes(other))
        const more = new Map([...rows, ...toMapping([[other, 'c@contoso.example']])])
        expect(mappingCandidates(somebody, more, options)).toEqual(mappingCandidates(somebody, rows, options))
      }),
    )
  })
})
