import { expect, test } from 'vitest'
import { connectorSentence } from './connector-sentence.ts'

const closed = { items: { balanced: true }, deliveries: { balanced: true } }

test('a run that has ended well says that all is in', () => {
  expect(connectorSentence({ kind: 'completed' }, closed, false)).toBe('all-in')
})

test('problems never hide books that do not add up', () => {
  expect(connectorSentence({ kind: 'completed-with-problems' }, closed, false)).toBe('with-problems')
  const open = { ...closed, deliveries: { balanced: false } }
  expect(connectorSentence({ kind: 'completed-with-problems' }, open, false)).toBe('open-books')
})

test('a run that goes on is not judged by its books', () => {
  const open = { ...closed, items: { balanced: false } }
  expect(connectorSentence({ kind: 'importing', stage: 'recording', percent: null }, open, false)).toBe(
    'running',
  )
})

test('a paused connector says so, whatever its last run brought', () => {
  expect(connectorSentence({ kind: 'paused' }, closed, false)).toBe('paused')
  expect(connectorSentence({ kind: 'waiting-to-start' }, null, false)).toBe('waiting')
})

test('a run that should have begun outranks what the last one brought, but not what is going on', () => {
  expect(connectorSentence({ kind: 'completed' }, closed, true)).toBe('late')
  expect(connectorSentence({ kind: 'waiting-to-start' }, null, true)).toBe('late')
  expect(connectorSentence({ kind: 'failed' }, closed, true)).toBe('late')
  expect(connectorSentence({ kind: 'cancelled' }, closed, true)).toBe('late')
  expect(connectorSentence({ kind: 'cancelled' }, closed, false)).toBe('cancelled')
  expect(connectorSentence({ kind: 'importing', stage: 'delivering', percent: 3 }, closed, true)).toBe(
    'running',
  )
  expect(connectorSentence({ kind: 'paused' }, closed, true)).toBe('paused')
  const open = { ...closed, deliveries: { balanced: false } }
  expect(connectorSentence({ kind: 'completed-with-problems' }, open, true)).toBe('open-books')
})
