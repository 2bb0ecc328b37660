import { expect, test } from 'vitest'
import { toColorChoice } from './color-choices.ts'

test('a choice that the app knows is taken', () => {
  expect(toColorChoice('high-contrast')).toBe('high-contrast')
})

test('a cookie that is missing or not ours leaves the colours to the system', () => {
  expect(toColorChoice(undefined)).toBe('system')
  expect(toColorChoice('"><script>')).toBe('system')
})
