import { expect, test } from 'vitest'
import { mergeWords, pickWords } from './pick-words.ts'

const WORDS = { alerts: { title: 'Alerts', bell: { open: 'Open', empty: 'None' } }, app: { name: 'Archive' } }

test('what is picked is what was asked for, and nothing else', () => {
  expect(pickWords(WORDS, ['alerts.bell.open', 'app'])).toEqual({
    alerts: { bell: { open: 'Open' } },
    app: { name: 'Archive' },
  })
})

test('a place inside of one that is taken as a whole takes nothing away, in either order', () => {
  for (const places of [
    ['alerts.bell', 'alerts.bell.open'],
    ['alerts.bell.open', 'alerts.bell'],
  ])
    expect(pickWords(WORDS, places)).toEqual({ alerts: { bell: WORDS.alerts.bell } })
})

test('a place that is not there is left out, also one below a word', () => {
  expect(pickWords(WORDS, ['alerts.other', 'other.title', 'app.name.short'])).toEqual({ alerts: {}, app: {} })
})

test('picking and merging write to nothing that they were given', () => {
  const before = structuredClone(WORDS)
  const picked = pickWords(WORDS, ['alerts', 'alerts.bell.open', 'app.name'])
  mergeWords(picked, { alerts: { bell: { open: 'Other' } }, more: { one: '1' } })
  expect(WORDS).toEqual(before)
})

test('merged words are both', () => {
  expect(mergeWords({ alerts: { title: 'Alerts' } }, { alerts: { bell: { open: 'Open' } } })).toEqual({
    alerts: { title: 'Alerts', bell: { open: 'Open' } },
  })
})
