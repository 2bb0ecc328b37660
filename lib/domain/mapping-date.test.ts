import { expect, test } from 'vitest'
import { readMappingDate } from './mapping-date.ts'

test.each([
  '2026-11-05',
  '2026/11/5',
  '2026.11.05',
  '20261105',
  '2026年11月5日',
  '２０２６-１１-０５',
  '2026-11-05 00:00:00',
  '2026-11-05T00:00:00Z',
  '5 Nov 2026',
  'November 5, 2026',
  '5-Nov-2026',
  "'2026-11-05",
])('%j is the fifth of November', (raw) => {
  expect(readMappingDate(raw)).toBe('2026-11-05')
})

test.each(['25/11/2026', '11/25/2026', '25.11.2026'])('%j can be one date only', (raw) => {
  expect(readMappingDate(raw)).toBe('2026-11-25')
})

test.each([
  '05/11/2026',
  '2026-02-30',
  '2026-13-01',
  '46331',
  'tomorrow',
  '5/11/26',
  '0026-01-01',
  '13/13/2026',
])('%j is no date that can be relied on', (raw) => {
  expect(readMappingDate(raw)).toBeNull()
})
