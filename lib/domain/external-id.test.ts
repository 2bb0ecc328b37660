import { expect, test } from 'vitest'
import { normalizeExternalId } from './external-id.ts'

test.each([
  ['8613800138000', '8613800138000'],
  ['+86 138-0013-8000', '8613800138000'],
  ['0086 (138) 0013 8000', '8613800138000'],
  ["'+8613800138000", '8613800138000'],
  ['＋８６１３８００１３８０００', '8613800138000'],
  ['\u202a+8613800138000\u202c', '8613800138000'],
  ['+86\u00a0138\u00a00013\u00a08000', '8613800138000'],
  ['WangWei', 'wangwei'],
  ['wmABC-123', 'wmabc-123'],
  ['Susan@Company.com', 'susan@company.com'],
  ['12345', '12345'],
])('%j is compared as %j', (raw, normalized) => {
  expect(normalizeExternalId(raw)).toBe(normalized)
})
